package io.github.cameladhese.auth.weight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What docs/weight.md says of the jar is so, and stays so. */
class WeightIT {

    private static final Path PAGE = Path.of("..", "docs", "weight.md");

    @TempDir
    private Path folder;

    @Test
    void theJarIsNoLarger() throws Exception {
        Path jar = Path.of(System.getProperty("jar.file"));
        assertThat(Files.size(jar)).isBetween(300_000L, 1000L * figure("the jar \\| at most ([0-9]+) kB"));
    }

    @Test
    void nothingElseComesWithIt() throws Exception {
        Set<String> come = new TreeSet<>();
        NodeList dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("pom.xml"))
                .getDocumentElement()
                .getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            boolean ofProject =
                    dependency.getParentNode().getParentNode().getNodeName().equals("project");
            if (ofProject
                    && !Set.of("test", "provided").contains(text(dependency, "scope"))
                    && !text(dependency, "optional").equals("true")) {
                come.add(text(dependency, "artifactId"));
            }
        }
        Set<String> told = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|").matcher(Files.readString(PAGE));
        while (rows.find()) {
            told.add(rows.group(1));
        }
        assertThat(come).isEqualTo(told);
    }

    /** Not by time, which depends on the machine. */
    @Test
    void aRouteThatHasNotRunLoadsFewClassesAndStartsOneThread() throws Exception {
        Path loaded = folder.resolve("loaded");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OneRoute.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).containsPattern("threads: \\[[^,\\]]*AdheseAuthTimer\\]");
        try (Stream<String> lines = Files.lines(loaded)) {
            long ours = lines.filter(line -> line.contains(" io.github.cameladhese.auth."))
                    .filter(line -> !line.contains(".weight."))
                    .count();
            assertThat(ours).isBetween(20L, figure("classes of ours that a started route loads \\| at most ([0-9]+)"));
        }
    }

    private static long figure(String row) throws Exception {
        Matcher figure = Pattern.compile(row).matcher(Files.readString(PAGE));
        assertThat(figure.find()).as(row).isTrue();
        return Long.parseLong(figure.group(1));
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
