package io.github.cameladhese.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The client of a vault that an application has; this one speaks HashiCorp Vault's HTTP API. Thread-safe. */
final class VaultClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String address;
    private final String token;

    VaultClient(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /** The fields of a secret, or a missing node if there is no such secret. */
    JsonNode read(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/v1/secret/data/" + path))
                .header("X-Vault-Token", token)
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case 200 -> fields(path, json.readTree(answer.body()).at("/data/data"));
            case 404 -> MissingNode.getInstance();
            default -> throw new IOException("No secret " + path + " from the vault: HTTP " + answer.statusCode());
        };
    }

    private static JsonNode fields(String path, JsonNode data) throws IOException {
        if (data instanceof ObjectNode) {
            return data;
        }
        throw new IOException("No secret " + path + " from the vault: HTTP 200 without an object at data.data");
    }
}
