package io.github.cameladhese.auth.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Kamelets against the schema that a cluster has for them, against that of Camel's YAML, and against the catalogue's style. */
class KameletSchemaTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(\\w+)}}");

    static Stream<KameletFile> kamelets() {
        return KameletFile.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aClusterAcceptsIt(KameletFile kamelet) throws Exception {
        JsonSchema schema = kameletSchema();
        assertThat(schema.validate(kamelet.content())).isEmpty();

        ((ObjectNode) kamelet.content().path("spec")).put("bogus", true);
        assertThat(schema.validate(kamelet.content())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void itsTemplateIsValidYamlDsl(KameletFile kamelet) throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(new ObjectMapper().readTree(resource("/schema/camelYamlDsl.json")));
        ArrayNode routes = new ObjectMapper().createArrayNode();
        kamelet.template().properties().forEach(part -> routes.addObject().set(part.getKey(), part.getValue()));
        assertThat(schema.validate(routes)).isEmpty();

        String misspelled = routes.toString().replace("\"to\":", "\"too\":");
        assertThat(schema.validate(new ObjectMapper().readTree(misspelled))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void itIsNamedAsItsFileAndTyped(KameletFile kamelet) {
        assertThat(kamelet.content().at("/metadata/name").asText()).isEqualTo(kamelet.name());
        String type = kamelet.content()
                .at("/metadata/labels")
                .path("camel.apache.org/kamelet.type")
                .asText();
        assertThat(kamelet.name()).endsWith("-" + type);
        assertThat(fieldNames(kamelet.content().at("/metadata/annotations")))
                .contains(
                        "camel.apache.org/kamelet.support.level",
                        "camel.apache.org/kamelet.icon",
                        "camel.apache.org/provider",
                        "camel.apache.org/kamelet.group");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void everyPropertyHasTitleDescriptionTypeAndExample(KameletFile kamelet) {
        assertThat(kamelet.properties().properties()).isNotEmpty().allSatisfy(property -> {
            JsonNode value = property.getValue();
            assertThat(fieldNames(value)).contains("title", "description", "type", "example");
            assertThat(value.path("description").asText()).matches("(?s)[A-Z].{20,}\\.");
        });
        assertThat(fieldNames(kamelet.properties()))
                .containsAll(kamelet.definition()
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void credentialsAreMarkedAsSuch(KameletFile kamelet) {
        for (String secret : List.of("clientId", "clientSecret")) {
            assertThat(kamelet.properties().path(secret).path("format").asText())
                    .isEqualTo("password");
        }
        for (String credential : List.of("clientId", "clientSecret", "clientSecretFile")) {
            assertThat(kamelet.properties()
                            .path(credential)
                            .at("/x-descriptors/0")
                            .asText())
                    .isEqualTo("urn:camel:group:credentials");
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void itUsesEachPropertyThatItHasAndNoOther(KameletFile kamelet) {
        Set<String> used = PLACEHOLDER
                .matcher(kamelet.template().toString())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        kamelet.template().path("beans").forEach(bean -> assertThat(
                        used.remove(bean.path("name").asText()))
                .isTrue());
        used.remove("routeId"); // of Camel
        assertThat(used).isEqualTo(fieldNames(kamelet.properties()));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void itsDependenciesAreComplete(KameletFile kamelet) throws Exception {
        String template = kamelet.template().toString();
        Set<String> needed = new TreeSet<>(Set.of("camel:core"));
        Pattern.compile("\"uri\":\"([a-z-]+):|\"to\":\"([a-z-]+):")
                .matcher(template)
                .results()
                .map(KameletSchemaTest::firstGroup)
                .map(scheme -> scheme.equals("adhese-auth") ? ourselves() : "camel:" + scheme)
                .forEach(needed::add);
        if (template.contains("{{apiUrl}}")) {
            needed.add("camel:http");
        }
        if (template.contains("${body.")) {
            needed.add("camel:bean"); // which Simple calls methods with
        }
        if (template.contains("\"json\":")) {
            needed.add("camel:jackson");
        }
        assertThat(kamelet.content().at("/spec/dependencies").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    /** The Maven coordinates that this build gives the jar. */
    private static String ourselves() {
        try {
            var version = Pattern.compile("<version>(.*?)</version>").matcher(Files.readString(Path.of("pom.xml")));
            assertThat(version.find()).isTrue();
            return "mvn:io.github.cameladhese:camel-adhese-auth:" + version.group(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String firstGroup(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    /** A cluster drops what the schema does not know; here that is an error. */
    private static JsonSchema kameletSchema() throws IOException {
        for (JsonNode version : new YAMLMapper()
                .readTree(resource("/camel.apache.org_kamelets.yaml"))
                .at("/spec/versions")) {
            if (version.path("name").asText().equals("v1")) {
                ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
                strict(schema);
                ((ObjectNode) schema.at("/properties/metadata")).remove("additionalProperties");
                return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
            }
        }
        throw new AssertionError("no version v1");
    }

    private static void strict(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(KameletSchemaTest::strict);
    }

    private static Set<String> fieldNames(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static InputStream resource(String name) {
        return KameletSchemaTest.class.getResourceAsStream(name);
    }
}
