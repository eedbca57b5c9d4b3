package io.github.cameladhese.examples.quarkus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;

/** What the application serves. */
final class Pages {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    Pages(URI base) {
        this.base = base;
    }

    HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<String> all() {
        return Stream.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics")
                .map(path -> get(path).body())
                .toList();
    }

    /** The value of the one sample whose line begins so. */
    double sample(String beginning) {
        List<String> lines = get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
        if (lines.size() != 1) {
            throw new AssertionError(beginning + ": " + lines);
        }
        return Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));
    }
}
