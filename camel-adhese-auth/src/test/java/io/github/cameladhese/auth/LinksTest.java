package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page's links lead to files and headings that are there, and every page can be reached. */
class LinksTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)]+))?\\)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(ROOT::relativize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of("target", "node_modules", ".git", "test")
                            .noneMatch(name -> file.startsWith(name)
                                    || file.toString().replace('\\', '/').contains("/" + name + "/")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        Set<String> lost = new TreeSet<>();
        LINK.matcher(prose(page)).results().forEach(link -> {
            Path target = link.group(1).isEmpty()
                    ? ROOT.resolve(page)
                    : ROOT.resolve(page).resolveSibling(link.group(1)).normalize();
            boolean found = Files.exists(target)
                    && (link.group(2) == null
                            || !target.toString().endsWith(".md")
                            || anchors(target).contains(link.group(2)));
            if (!found) {
                lost.add(link.group());
            }
        });
        assertThat(lost).isEmpty();
    }

    @Test
    void everyPageOfTheDocumentationIsReachedFromTheReadme() throws IOException {
        Set<Path> reached = new TreeSet<>();
        reach(Path.of("README.md"), reached);
        assertThat(reached).containsAll(pages());
    }

    private static void reach(Path page, Set<Path> reached) {
        if (!reached.add(page)) {
            return;
        }
        LINK.matcher(prose(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.isEmpty())
                .map(link -> page.resolveSibling(link).normalize())
                .map(target -> Files.isDirectory(ROOT.resolve(target)) ? target.resolve("README.md") : target)
                .filter(target -> target.toString().endsWith(".md") && Files.exists(ROOT.resolve(target)))
                .forEach(target -> reach(target, reached));
    }

    /** As GitHub names them. */
    private static Set<String> anchors(Path page) {
        Map<String, Integer> seen = new HashMap<>();
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(withoutBlocks(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .map(anchor ->
                        seen.merge(anchor, 1, Integer::sum) == 1 ? anchor : anchor + "-" + (seen.get(anchor) - 1))
                .collect(Collectors.toSet());
    }

    private static String prose(Path page) {
        return withoutBlocks(ROOT.resolve(page));
    }

    private static String withoutBlocks(Path file) {
        try {
            return Files.readString(file).replaceAll("(?s)```.*?```", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
