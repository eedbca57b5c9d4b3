package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameladhese.auth.testkit.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of reference are what Camel's tools know of the options. {@code -Dreference.update} writes them anew. */
class ReferencePageTest {

    private static final Path METADATA = Path.of("src/generated/resources/META-INF/io/github/cameladhese/auth");
    private static final Path PAGES = Path.of("..", "docs", "reference");

    private final List<String> page = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void isNotStale(Vendor vendor) throws Exception {
        String scheme = vendor.scheme();
        write(new ObjectMapper().readTree(METADATA.resolve(scheme + ".json").toFile()));
        Path file = PAGES.resolve(scheme + ".md");
        if (Boolean.getBoolean("reference.update")
                || System.getProperty("reference.update", "no").isEmpty()) {
            Files.createDirectories(PAGES);
            Files.write(file, page);
        }
        assertThat(Files.readAllLines(file))
                .as(
                        "%s is written by ./mvnw test -pl camel-adhese-auth -Dtest=ReferencePageTest -Dreference.update",
                        file)
                .isEqualTo(page);
    }

    private void write(JsonNode metadata) {
        JsonNode component = metadata.get("component");
        String scheme = component.get("scheme").asText();
        line("# " + scheme);
        line("");
        line("<!-- Generated from the component's metadata by ReferencePageTest. Do not edit. -->");
        line("");
        line(component.get("description").asText());
        line("");
        line("```text");
        line(component.get("syntax").asText() + "[?options]");
        line("```");
        line("");
        line("Producer only. In the package of the classes, `io.github.cameladhese.auth`, it is `" + simple(component)
                + "`.");
        line("");
        line("## Options of an address");
        line("");
        line("In the address, as in `" + scheme
                + ":…?option=value`. But for what stands in the path, each can be set for all");
        line("addresses as `camel.component." + scheme + ".option-name`.");
        table(metadata.get("properties"), option -> true, name -> "`" + name + "`");
        line("");
        line("## Options of the component only");
        line("");
        line("As `camel.component." + scheme + ".option-name`.");
        table(
                metadata.get("componentProperties"),
                option -> !metadata.get("properties").has(option.getKey()),
                name -> "`" + StringHelper.camelCaseToDash(name) + "`");
        line("");
        line("## Headers");
        line("");
        line("| header | constant | meaning |");
        line("| --- | --- | --- |");
        metadata.get("headers")
                .properties()
                .forEach(header -> line("| `" + header.getKey() + "` | `"
                        + header.getValue().get("constantName").asText().replaceFirst(".*\\.([^.#]+)#", "$1.") + "` | "
                        + description(header.getValue()) + " |"));
    }

    private void table(JsonNode options, Predicate<Map.Entry<String, JsonNode>> which, UnaryOperator<String> name) {
        line("");
        line("| option | default | type | meaning |");
        line("| --- | --- | --- | --- |");
        options.properties().stream()
                .filter(which)
                .forEach(option -> line("| " + name.apply(option.getKey()) + " | " + defaultOf(option.getValue())
                        + " | " + type(option.getValue()) + " | " + description(option.getValue()) + " |"));
    }

    private static String defaultOf(JsonNode option) {
        if (option.get("kind").asText().equals("path")) {
            return "in the path";
        }
        String value = option.path("defaultValue").asText();
        return value.isEmpty() ? "–" : "`" + value + "`";
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            List<String> values = new ArrayList<>();
            option.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return String.join(", ", values);
        }
        return switch (option.get("type").asText()) {
            case "object" -> "`" + simple(option) + "`";
            case "string" -> option.get("secret").asBoolean() ? "text, not shown" : "text";
            case "integer" -> "number";
            default -> option.get("type").asText();
        };
    }

    private static String simple(JsonNode described) {
        return described.get("javaType").asText().replaceAll("[a-z.]+\\.(?=[A-Z])", "");
    }

    private static String description(JsonNode described) {
        return described.get("description").asText().replace("|", "\\|");
    }

    private void line(String text) {
        page.add(text);
    }
}
