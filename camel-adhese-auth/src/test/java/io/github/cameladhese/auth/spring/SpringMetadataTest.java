package io.github.cameladhese.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;

/** What an editor knows about the options in application.yaml. {@code -Dspring.metadata.update} writes the file anew. */
class SpringMetadataTest {

    private static final Path METADATA = Path.of("src/generated/resources/META-INF");
    private static final Map<String, String> BOXED = Map.of("boolean", "java.lang.Boolean", "int", "java.lang.Integer");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyOptionIsBoundAndNothingElse() throws Exception {
        for (ComponentKind<?> kind : List.of(ComponentKind.adhese(), ComponentKind.adullam())) {
            assertThat(options(kind.scheme()).fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(kind.options())
                    .hasSizeGreaterThan(25);
        }
    }

    @Test
    void anEditorIsToldWhatTheOptionsSay() throws Exception {
        Path file = METADATA.resolve("spring-configuration-metadata.json");
        ObjectNode metadata = json.createObjectNode();
        ArrayNode groups = metadata.putArray("groups");
        ArrayNode properties = metadata.putArray("properties");
        for (ComponentKind<?> kind : List.of(ComponentKind.adhese(), ComponentKind.adullam())) {
            String root = "camel.component." + kind.scheme();
            groups.addObject()
                    .put("name", root)
                    .put("type", kind.type().getName())
                    .put("sourceType", kind.type().getName());
            options(kind.scheme())
                    .properties()
                    .forEach(option -> describe(
                            properties.addObject(),
                            root + "." + StringHelper.camelCaseToDash(option.getKey()),
                            option.getValue(),
                            kind.type().getName()));
            ComponentKeys.SWITCHES.stream().sorted().forEach(option -> properties
                    .addObject()
                    .put("name", root + "." + option)
                    .put("type", "java.lang.Boolean")
                    .put("description", "Whether these properties are given to the component.")
                    .put("sourceType", kind.type().getName())
                    .put("defaultValue", true));
        }
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        String text = json.writer(printer).writeValueAsString(metadata) + "\n";
        if (System.getProperty("spring.metadata.update") != null) {
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("mvn test -Dtest=SpringMetadataTest -Dspring.metadata.update writes it")
                .isEqualTo(Files.readString(file));
    }

    private static void describe(ObjectNode property, String name, JsonNode option, String component) {
        String type = option.path("javaType").asText().replace(" ", "");
        property.put("name", name);
        property.put("type", BOXED.getOrDefault(type, type));
        property.put("description", option.path("description").asText());
        property.put("sourceType", option.path("configurationClass").asText(component));
        if (option.has("defaultValue")) {
            property.set("defaultValue", option.path("defaultValue"));
        }
    }

    private JsonNode options(String scheme) throws Exception {
        Path schema = METADATA.resolve("io/github/cameladhese/auth/" + scheme + ".json");
        return json.readTree(schema.toFile()).path("componentProperties");
    }
}
