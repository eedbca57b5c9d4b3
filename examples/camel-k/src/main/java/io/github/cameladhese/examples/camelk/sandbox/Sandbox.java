package io.github.cameladhese.examples.camelk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A token server and an API of three campaigns, on a free port of the loopback interface, until closed. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String CAMPAIGNS =
            """
            [{"id":7,"name":"Spring sale"},{"id":12,"name":"Back to school"},{"id":31,"name":"Winter"}]""";

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final String secret = UUID.randomUUID().toString();
    private final HttpServer server;

    public Sandbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The address of both. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the service account has to know. */
    public String secret() {
        return secret;
    }

    /** How many tokens were asked for, and given, so far. */
    public int tokensIssued() {
        return tokens.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/realms/customer-name/protocol/openid-connect/token")) {
                token(exchange);
            } else if (!isGood(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"error\":\"invalid_token\"}");
            } else if (path.equals("/campaigns")) {
                boolean firstPage =
                        !String.valueOf(exchange.getRequestURI().getQuery()).matches("offset=[1-9].*");
                send(exchange, 200, firstPage ? CAMPAIGNS : "[]");
            } else {
                send(exchange, 404, "{\"error\":\"no such path\"}");
            }
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!form.contains("client_secret=" + secret)) {
            send(exchange, 401, "{\"error\":\"unauthorized_client\"}");
            return;
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        send(
                exchange,
                200,
                "{\"access_token\":\"%s\",\"expires_in\":300,\"token_type\":\"Bearer\",\"scope\":\"adhese-api\"}"
                        .formatted(token));
    }

    private boolean isGood(String header) {
        return header != null && header.startsWith("Bearer ") && tokens.contains(header.substring("Bearer ".length()));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
