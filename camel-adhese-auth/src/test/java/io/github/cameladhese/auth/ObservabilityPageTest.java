package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.micrometer.TokenMeters;
import io.github.cameladhese.auth.testkit.Page;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenFailureKind;
import io.github.cameladhese.auth.token.TokenListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** What docs/observability.md says is so. */
class ObservabilityPageTest {

    private static final Path PAGE = Path.of("../docs/observability.md");

    @Test
    void theTableOfMetersIsThatOfTheClass() throws Exception {
        List<String> names = new ArrayList<>();
        for (Field field : TokenMeters.class.getFields()) {
            names.add((String) field.get(null));
        }
        assertThat(firstCells("meter")).containsExactlyInAnyOrderElementsOf(names);
        for (TokenFailureKind kind : TokenFailureKind.values()) {
            assertThat(page()).contains("`" + kind.text() + "`");
        }
    }

    @Test
    void theTableOfAttributesIsThatOfTheMBean() throws Exception {
        Set<String> attributes = Arrays.stream(OAuthEndpoint.class.getMethods())
                .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                .filter(method -> method.getDeclaringClass().equals(OAuthEndpoint.class))
                .map(method -> method.getName().substring("get".length()))
                .collect(Collectors.toSet());
        assertThat(firstCells("attribute")).containsExactlyInAnyOrderElementsOf(attributes);
        assertThat(Arrays.stream(OAuthEndpoint.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(ManagedOperation.class))
                        .map(Method::getName))
                .allSatisfy(operation -> assertThat(page()).contains("`" + operation + "()`"));
    }

    @Test
    void theBeanOfThePropertiesIsMade() throws Exception {
        Main main = new Main();
        main.bind("metricsRegistry", new SimpleMeterRegistry());
        Page.entries(new Page("docs/observability.md").blocks("properties").get(1)).entrySet().stream()
                .filter(property -> property.getKey().startsWith("camel.beans")) // the others are tried by the example
                .forEach(property -> main.addInitialProperty(property.getKey(), property.getValue()));
        main.addInitialProperty("camel.beans.tokenMeters.mostAccounts", "7");
        main.start();
        try {
            TokenMeters meters =
                    main.getCamelContext().getRegistry().lookupByNameAndType("tokenMeters", TokenMeters.class);
            assertThat(meters.getMostAccounts()).isEqualTo(7);
        } finally {
            main.stop();
        }
    }

    @Test
    void theListenerIsTheOneOfThisTest() throws Exception {
        String source = Page.unspaced(
                Files.readString(Path.of("src/test/java/io/github/cameladhese/auth/ObservabilityPageTest.java")));
        for (String method : List.of("failed", "recovered")) {
            String block = new Page("docs/observability.md").blocks("java").get(0);
            Matcher body = Pattern.compile("(?s)@Override\\s+public void " + method + ".*?\n    \\}")
                    .matcher(block);
            assertThat(body.find()).isTrue();
            assertThat(source).contains(Page.unspaced(body.group()));
        }
    }

    /** That of the page. */
    static class Pager implements TokenListener {

        @Override
        public void failed(TokenEvent.Failed event) {
            if (event.usableUntil().isEmpty()) {
                page(event.account() + " has had no token since "
                        + event.trouble().since());
            }
        }

        @Override
        public void recovered(TokenEvent.Recovered event) {
            page(event.account() + " has one again, after " + event.trouble().failures() + " failures");
        }

        void page(String text) {
            assertThat(text).isNotEmpty();
        }
    }

    /** The names in the first cells of the table whose head begins with this word. */
    private static Set<String> firstCells(String head) throws Exception {
        String table = page().substring(page().indexOf("| " + head + " |"));
        Set<String> names = new TreeSet<>();
        table.lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.indexOf('|', 1)))
                .forEach(cell ->
                        Pattern.compile("`([^`]+)`").matcher(cell).results().forEach(name -> names.add(name.group(1))));
        return names;
    }

    private static String page() throws Exception {
        return Files.readString(PAGE);
    }
}
