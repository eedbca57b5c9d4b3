package io.github.cameladhese.auth.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token endpoint and an API on one host and port of the loopback. The API answers 401 to any token that was not issued, is
 * over, or was revoked. Thread-safe.
 */
final class OneHost implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final ConcurrentMap<String, Long> validUntil = new ConcurrentHashMap<>();
    private final List<Long> requestedAt = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final int lifetimeSeconds;
    private volatile boolean down;
    private volatile long last;

    OneHost(int lifetimeSeconds) throws IOException {
        this.lifetimeSeconds = lifetimeSeconds;
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 10_000);
        server.setExecutor(threads);
        server.createContext("/realms", this::token);
        server.createContext("/api", this::api);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The token endpoint answers 503 from now on, or does not any more. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** No token that was issued so far is good any more. */
    void revokeAll() {
        validUntil.clear();
    }

    /** When each token request came, by {@link System#nanoTime()}. */
    List<Long> tokenRequests() {
        return List.copyOf(requestedAt);
    }

    /** When the last token request came, by {@link System#nanoTime()}. */
    long lastTokenRequest() {
        return last;
    }

    /** How often the API answered 200. */
    int served() {
        return served.get();
    }

    /** How often the API answered 401. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void token(HttpExchange exchange) throws IOException {
        last = System.nanoTime();
        requestedAt.add(last);
        exchange.getRequestBody().readAllBytes();
        if (down) {
            answer(exchange, 503, "{\"error\":\"temporarily_unavailable\"}");
            return;
        }
        String token = "token-" + requestedAt.size() + "-" + System.nanoTime();
        validUntil.put(token, System.nanoTime() + lifetimeSeconds * 1_000_000_000L);
        answer(
                exchange,
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetimeSeconds
                        + ",\"scope\":\"adhese-api\"}");
    }

    private void api(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Long until = authorization == null ? null : validUntil.get(authorization.replace("Bearer ", ""));
        if (until == null || until - System.nanoTime() <= 0) {
            refused.incrementAndGet();
            answer(exchange, 401, "{\"error\":\"invalid_token\"}");
        } else {
            served.incrementAndGet();
            answer(exchange, 200, "[]");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
