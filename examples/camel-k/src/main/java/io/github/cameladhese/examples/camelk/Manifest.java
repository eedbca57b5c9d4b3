package io.github.cameladhese.examples.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A file of the folder {@code kubernetes}, and what the operator of Camel K makes of it. */
final class Manifest {

    /** What the cron trait puts in place of a timer, so that a job has one run (seen in the source of Camel K 2.11). */
    private static final String ONE_RUN = "timer:camel-k-overridden-cron?delay=0&period=1&repeatCount=1";

    private static final YAMLMapper YAML = new YAMLMapper();

    private Manifest() {}

    /** The file as it is. */
    static String text(String name) throws IOException {
        try (InputStream file = Manifest.class.getResourceAsStream("/kubernetes/" + name)) {
            if (file == null) {
                throw new IOException("There is no file " + name + " in the folder kubernetes.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static JsonNode content(String name) throws IOException {
        return YAML.readTree(text(name));
    }

    /**
     * The routes of an Integration as a file of routes. Camel's own loader skips {@code kind: Integration} without a word; on a
     * cluster it is the operator that takes the routes out.
     */
    static String routesOfOneRun(String name) throws IOException {
        JsonNode flows = content(name).at("/spec/flows");
        for (JsonNode flow : flows) {
            ObjectNode from = (ObjectNode) flow.at("/route/from");
            from.put("uri", ONE_RUN);
            from.remove("parameters");
        }
        return YAML.writeValueAsString(flows);
    }

    /** The route that the operator makes of a Pipe, whose source is a Kamelet and whose sink an address. */
    static String routeOfPipe(String name) throws IOException {
        JsonNode spec = content(name).path("spec");
        ObjectNode route = YAML.createObjectNode();
        ObjectNode from = route.putObject("route").putObject("from");
        from.put("uri", "kamelet:" + spec.at("/source/ref/name").asText() + "/source");
        ObjectNode sink = from.putArray("steps").addObject().putObject("to");
        sink.set("uri", spec.at("/sink/uri"));
        sink.set("parameters", spec.at("/sink/properties"));
        return YAML.writeValueAsString(YAML.createArrayNode().add(route));
    }

    /** The properties that the operator makes of those of a Pipe's source. */
    static String propertiesOfPipe(String name) throws IOException {
        JsonNode source = content(name).at("/spec/source");
        String prefix = "camel.kamelet." + source.at("/ref/name").asText() + ".source.";
        return source.path("properties").properties().stream()
                .map(property ->
                        prefix + property.getKey() + " = " + property.getValue().asText() + "\n")
                .collect(Collectors.joining());
    }
}
