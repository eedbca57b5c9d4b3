package io.github.cameladhese.examples.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameladhese.examples.observability.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The example on free ports, until closed. */
final class RunningExample implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final Main main;

    private RunningExample(Sandbox sandbox, Properties overrides) throws Exception {
        this.sandbox = sandbox;
        this.main = ObservedEtl.main(overrides);
        main.start();
    }

    static RunningExample start(Duration tokenLifetime, Path folder) throws Exception {
        return start(tokenLifetime, folder, "");
    }

    /** @param wrongSecret in place of the right one, unless it is empty */
    static RunningExample start(Duration tokenLifetime, Path folder, String wrongSecret) throws Exception {
        Sandbox sandbox = Sandbox.start(tokenLifetime);
        Properties overrides = sandbox.properties();
        overrides.setProperty("observe.port", "0");
        overrides.setProperty("etl.folder", folder.toString());
        overrides.setProperty("etl.period", "100");
        if (!wrongSecret.isEmpty()) {
            overrides.setProperty("camel.component.adhese-auth.client-secret", wrongSecret);
        }
        return new RunningExample(sandbox, overrides);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url().resolve(path)).build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The component's check, as the health page with all its details tells it. */
    JsonNode check() {
        try {
            String page = get("health?data=true").body();
            for (JsonNode check : new ObjectMapper().readTree(page).path("checks")) {
                if (check.path("name").asText().equals("adhese-auth:sandbox/etl")) {
                    return check;
                }
            }
            throw new AssertionError("no check of the component in " + page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Scrape scrape() {
        return Scrape.of(get("metrics").body());
    }

    private URI url() {
        return ObservedEtl.url(main.getCamelContext());
    }

    @Override
    public void close() {
        main.stop();
        sandbox.close();
    }
}
