package io.github.cameladhese.auth.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A Kamelet as it lies in the jar. */
record KameletFile(String name, JsonNode content) {

    private static final List<String> NAMES = List.of("adhese-auth-action", "adhese-campaigns-source");

    /** All that there are. */
    static List<KameletFile> all() {
        return NAMES.stream().map(KameletFile::of).toList();
    }

    static KameletFile of(String name) {
        String file = "/kamelets/" + name + ".kamelet.yaml";
        try (InputStream yaml = KameletFile.class.getResourceAsStream(file)) {
            return new KameletFile(name, new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode definition() {
        return content.at("/spec/definition");
    }

    JsonNode properties() {
        return definition().path("properties");
    }

    JsonNode template() {
        return content.at("/spec/template");
    }

    @Override
    public String toString() {
        return name;
    }
}
