package io.github.cameladhese.examples.quarkus;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The routes run until the end of the test, and the log goes into a file, at DEBUG where it is ours. */
public class Observed implements QuarkusTestProfile {

    static final String LOG_FILE = "target/application.log";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "etl.runs", "0",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", LOG_FILE,
                "quarkus.log.category.\"io.github.cameladhese\".level", "DEBUG");
    }
}
