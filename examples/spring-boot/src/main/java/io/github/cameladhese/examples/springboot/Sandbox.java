package io.github.cameladhese.examples.springboot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Something like Adhese on one loopback port, until closed: a token server with one account, and an API that lets nobody in
 * without a token of it. Path and data of the API are invented. Thread-safe.
 */
final class Sandbox implements AutoCloseable {

    private static final String CAMPAIGNS =
            "[{\"id\":7,\"name\":\"Spring sale\"},{\"id\":12,\"name\":\"Back to school\"}]";

    private final String secret = UUID.randomUUID().toString();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Sandbox(HttpServer server) {
        this.server = server;
    }

    static Sandbox start() {
        try {
            byte[] loopback = {127, 0, 0, 1};
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
            Sandbox sandbox = new Sandbox(server);
            server.createContext("/realms/sandbox/protocol/openid-connect/token", sandbox::token);
            server.createContext("/campaigns", sandbox::campaigns);
            server.start();
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What sends the route here instead of to Adhese. Holds the client secret. */
    Map<String, Object> properties() {
        return Map.of(
                "adhese.realm",
                "sandbox",
                "adhese.api-url",
                url(),
                "camel.component.adhese-auth.auth-server-url",
                url(),
                "camel.component.adhese-auth.client-id",
                "campaigns",
                "camel.component.adhese-auth.client-secret",
                secret);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String secret() {
        return secret;
    }

    /** All that were issued, for those who make sure that none of them is shown. */
    List<String> tokens() {
        return tokens;
    }

    /** Its port is closed, and with it all connections to it. */
    @Override
    public void close() {
        server.stop(0);
    }

    private void token(HttpExchange exchange) throws IOException {
        // Nothing in it needs decoding: the secret is a UUID.
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!List.of(form.split("&", -1)).containsAll(List.of("client_id=campaigns", "client_secret=" + secret))) {
            answer(exchange, 401, "{\"error\":\"unauthorized_client\"}");
            return;
        }
        String token = "sandbox-token-" + UUID.randomUUID();
        tokens.add(token);
        answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":300,\"token_type\":\"Bearer\"}");
    }

    private void campaigns(HttpExchange exchange) throws IOException {
        String authorization =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        boolean good = tokens.stream().anyMatch(token -> authorization.equals("Bearer " + token));
        answer(exchange, good ? 200 : 401, good ? CAMPAIGNS : "{\"error\":\"invalid_token\"}");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
