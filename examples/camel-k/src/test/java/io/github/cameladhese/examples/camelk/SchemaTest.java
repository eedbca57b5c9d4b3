package io.github.cameladhese.examples.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Integration and Pipe against the schemas that a cluster has for them; fields that it does not know are errors here. */
class SchemaTest {

    private static final String INTEGRATION = "campaigns.integration.yaml";
    private static final String PIPE = "campaigns.pipe.yaml";

    @Test
    void aClusterAcceptsTheIntegration() throws Exception {
        JsonSchema schema = schema(crd("integrations"));
        JsonNode integration = Manifest.content(INTEGRATION);
        assertThat(schema.validate(integration)).isEmpty();

        ((ObjectNode) integration.at("/spec/traits/cron")).put("scedule", "* * * * *");
        assertThat(schema.validate(integration)).singleElement().satisfies(message -> assertThat(message.getMessage())
                .contains("scedule"));
    }

    /** The published schema is older than dependencies (2.8) and traits (2.9) of a Pipe, which are those of an Integration. */
    @Test
    void aClusterAcceptsThePipe() throws Exception {
        ObjectNode crd = crd("pipes");
        JsonNode integration = crd("integrations").at("/properties/spec/properties");
        ObjectNode properties = (ObjectNode) crd.at("/properties/spec/properties");
        assertThat(properties.has("traits") || properties.has("dependencies")).isFalse();
        properties.set("traits", integration.path("traits"));
        properties.set("dependencies", integration.path("dependencies"));

        JsonSchema schema = schema(crd);
        JsonNode pipe = Manifest.content(PIPE);
        assertThat(schema.validate(pipe)).isEmpty();

        ((ObjectNode) pipe.at("/spec/source")).put("propertys", "");
        assertThat(schema.validate(pipe)).singleElement().satisfies(message -> assertThat(message.getMessage())
                .contains("propertys"));
    }

    @Test
    void theFlowsAreValidYamlDsl() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(
                        new ObjectMapper().readTree(SchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")));
        JsonNode flows = Manifest.content(INTEGRATION).at("/spec/flows");
        assertThat(schema.validate(flows)).isEmpty();
        assertThat(flows)
                .allSatisfy(flow -> assertThat(flow.fieldNames()).toIterable().containsExactly("route"));
        assertThat(schema.validate(new YAMLMapper().readTree(flows.toString().replace("\"split\"", "\"spilt\""))))
                .isNotEmpty();
    }

    @Test
    void bothNameThisVersionOfTheJar() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        String jar = "mvn:io.github.cameladhese:camel-adhese-auth:" + version;
        for (String name : new String[] {INTEGRATION, PIPE}) {
            assertThat(Manifest.content(name).at("/spec/dependencies").toString())
                    .contains("\"" + jar + "\"");
        }
        assertThat(Files.readString(Path.of("README.md"))).contains("-d " + jar);
    }

    /** So the local run has what the pods will have, but for what loads the routes here, and a missing one shows. */
    @Test
    void theirDependenciesAreThoseOfTheLocalRun() throws Exception {
        Set<String> declared = new TreeSet<>();
        for (String name : new String[] {INTEGRATION, PIPE}) {
            Manifest.content(name).at("/spec/dependencies").forEach(dependency -> declared.add(dependency.asText()));
        }
        declared.removeIf(dependency -> dependency.startsWith("mvn:") || dependency.equals("camel:core"));
        Set<String> onClassPath = Pattern.compile("<artifactId>camel-([\\w-]+)</artifactId>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(artifact -> "camel:" + artifact.group(1))
                .filter(artifact -> !artifact.startsWith("camel:adhese-auth")
                        && !Set.of("camel:main", "camel:yaml-dsl", "camel:k-crds")
                                .contains(artifact))
                .collect(Collectors.toSet());
        assertThat(declared).containsExactlyInAnyOrderElementsOf(onClassPath);
    }

    private static JsonSchema schema(JsonNode crd) {
        return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(crd);
    }

    private static ObjectNode crd(String kind) throws IOException {
        for (JsonNode version : new YAMLMapper()
                .readTree(SchemaTest.class.getResourceAsStream("/camel.apache.org_" + kind + ".yaml"))
                .at("/spec/versions")) {
            if (version.path("name").asText().equals("v1")) {
                ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
                strict(schema);
                ((ObjectNode) schema.at("/properties/metadata")).remove("additionalProperties");
                return schema;
            }
        }
        throw new AssertionError("no version v1 of " + kind);
    }

    private static void strict(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(SchemaTest::strict);
    }
}
