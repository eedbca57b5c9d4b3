package io.github.cameladhese.examples.quarkus;

import io.github.cameladhese.examples.quarkus.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An account whose secret the token server refuses, in the configuration. */
public final class RefusedSecret implements QuarkusTestResourceLifecycleManager {

    static final String MARKER = "marker-secret-not-real";

    private final Sandbox sandbox = Sandbox.start(Duration.ofMinutes(5));

    @Override
    public Map<String, String> start() {
        Map<String, String> properties = new HashMap<>(sandbox.properties());
        properties.put("camel.component.adhese-auth.client-secret", MARKER);
        return properties;
    }

    @Override
    public void stop() {
        sandbox.close();
    }
}
