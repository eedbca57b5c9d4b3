package io.github.cameladhese.auth.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server without any help of the component under test, and reads its JSON. */
final class JsonHttp {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;

    JsonHttp(KeycloakServer server) {
        this.server = server.url();
    }

    /** @param body missing if the answer has none */
    record Reply(int status, JsonNode body) {}

    Reply get(String path) {
        return send(request(path).GET());
    }

    /** @param form encoded already, so that a test can send what no encoder would */
    Reply postForm(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Reply get(String path, String bearer) {
        return send(request(path).header("Authorization", "Bearer " + bearer).GET());
    }

    Reply postJson(String path, String bearer, String json) {
        return send(jsonRequest(path, bearer).POST(BodyPublishers.ofString(json)));
    }

    Reply putJson(String path, String bearer, String json) {
        return send(jsonRequest(path, bearer).PUT(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder jsonRequest(String path, String bearer) {
        return request(path).header("Authorization", "Bearer " + bearer).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofMinutes(1));
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
