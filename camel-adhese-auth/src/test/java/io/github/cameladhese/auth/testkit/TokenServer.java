package io.github.cameladhese.auth.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameladhese.auth.claims.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A token server on a free loopback port, at every path, for Adhese and for Adullam. It gives a token to whoever asks:
 * {@code token-1}, {@code token-2} and so on, each for 300 seconds, unless told otherwise. Needs nothing but the JDK.
 * Thread-safe.
 */
public final class TokenServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final Object plug = new Object(); // an own lock: to stop the server is to wait for the answers under way
    private final int port;
    private HttpServer server;
    private boolean unplugged;
    private boolean closed;
    private int resets; // a request that came before the last one is told nothing of what came after
    private Duration lifetime = LIFETIME;
    private Set<Permission> permissions = Set.of();
    private Answer refusal;

    public TokenServer() {
        server = start(0);
        port = server.getAddress().getPort();
    }

    /** What {@code authServerUrl} or {@code baseUrl} has to be. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Tokens from now on live so long, to the second. */
    public synchronized TokenServer lifetime(Duration ofTokens) {
        lifetime = ofTokens;
        return this;
    }

    /**
     * Tokens from now on are JWTs with these permissions, such as {@code campaign:view} or {@code ratecard/ratecard:view}, for
     * routes with {@code requiredPermissions}. Their signature is none.
     */
    public synchronized TokenServer permissions(String... granted) {
        permissions = Permission.list(String.join(",", granted));
        return this;
    }

    /**
     * Requests from now on fail, until {@link #recover()}.
     *
     * @param status such as 401 or 503
     * @param error OAuth's code, such as {@code invalid_client}
     */
    public synchronized TokenServer failWith(int status, String error) {
        refusal = new Answer(status, "{\"error\":\"" + error + "\"}");
        return this;
    }

    /** Requests from now on get tokens again. */
    public synchronized TokenServer recover() {
        refusal = null;
        return this;
    }

    /** From now on nobody can connect, until {@link #plugIn()}. */
    public void pullPlug() {
        synchronized (plug) {
            if (!unplugged) {
                server.stop(0);
                unplugged = true;
            }
        }
    }

    /**
     * From now on it can be reached again, at the same port, unless it is closed.
     *
     * @throws UncheckedIOException if another process has taken the port meanwhile
     */
    public void plugIn() {
        synchronized (plug) {
            if (unplugged && !closed) {
                server = start(port);
                unplugged = false;
            }
        }
    }

    /** The requests so far, oldest first, failed ones included. */
    public synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The tokens so far, oldest first. */
    public synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** Makes it as it was in the beginning: the next token is {@code token-1}. Its address stays. */
    public void reset() {
        plugIn();
        synchronized (this) {
            refusal = null;
            lifetime = LIFETIME;
            permissions = Set.of();
            requests.clear();
            tokens.clear();
            resets++;
        }
    }

    /** For good. */
    @Override
    public void close() {
        synchronized (plug) {
            closed = true;
            pullPlug();
        }
    }

    private HttpServer start(int port) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
            started.createContext("/", this::handle);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        int arrived = resets();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answer(new ReceivedRequest(exchange.getRequestURI().getPath(), body), arrived);
            byte[] json = answer.json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    private synchronized int resets() {
        return resets;
    }

    private synchronized Answer answer(ReceivedRequest request, int arrived) {
        if (arrived != resets) {
            return new Answer(503, "{\"error\":\"temporarily_unavailable\"}"); // of the test before
        }
        requests.add(request);
        if (refusal != null) {
            return refusal;
        }
        String token = nextToken();
        tokens.add(token);
        return new Answer(
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetime.toSeconds()
                        + "}");
    }

    private String nextToken() {
        String name = "token-" + (tokens.size() + 1);
        if (permissions.isEmpty()) {
            return name;
        }
        String byScope = permissions.stream()
                .collect(Collectors.groupingBy(
                        Permission::scope,
                        Collectors.mapping(permission -> quoted(permission.name()), Collectors.joining(",", "[", "]"))))
                .entrySet()
                .stream()
                .map(scope -> quoted(scope.getKey()) + ":" + scope.getValue())
                .collect(Collectors.joining(","));
        return base64("{\"alg\":\"none\"}") + "."
                + base64("{\"jti\":" + quoted(name) + ",\"permissions\":{" + byScope + "}}") + "." + base64(name);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private record Answer(int status, String json) {}
}
