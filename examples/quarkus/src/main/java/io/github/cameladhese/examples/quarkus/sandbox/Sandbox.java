package io.github.cameladhese.examples.quarkus.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A token server and an API on a free port of the loopback interface, until closed. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    public static final String REALM = "sandbox";
    public static final String CLIENT_ID = "etl";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String TOKEN_PATH = "/realms/" + REALM + "/protocol/openid-connect/token";
    private static final String CAMPAIGNS =
            """
            [{"id":7,"name":"Spring sale"},{"id":12,"name":"Back to school"},{"id":31,"name":"Winter"}]""";

    private final String secret = UUID.randomUUID().toString();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;
    private final Duration tokenLifetime;

    private Sandbox(HttpServer server, Duration tokenLifetime) {
        this.server = server;
        this.tokenLifetime = tokenLifetime;
    }

    public static Sandbox start(Duration tokenLifetime) {
        // Else each answer on a kept-alive connection waits 40 ms for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
            Sandbox sandbox = new Sandbox(server, tokenLifetime);
            server.setExecutor(sandbox.threads);
            sandbox.serve("/realms/", sandbox::token);
            sandbox.serve("/campaigns", sandbox::campaigns);
            server.start();
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException("No sandbox on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /** What sends the routes here instead of to Adhese. Holds the client secret. */
    public Map<String, String> properties() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "adhese.realm", REALM,
                "adhese.api-url", url,
                "camel.component.adhese-auth.auth-server-url", url,
                "camel.component.adhese-auth.client-id", CLIENT_ID,
                "camel.component.adhese-auth.client-secret", secret);
    }

    /** The tokens so far, one for each request that was granted. */
    public Set<String> issued() {
        return Set.copyOf(tokens);
    }

    /** The {@code Authorization} headers that the API has got so far, empty where there was none. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(String path, Function<HttpExchange, Answer> request) {
        server.createContext(path, exchange -> {
            try (exchange) {
                request.apply(exchange).sendTo(exchange);
            }
        });
    }

    private Answer token(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals(TOKEN_PATH)) {
            return new Answer(404, "{\"error\":\"Realm does not exist\"}");
        }
        // Nothing in it needs decoding: the secret is a UUID.
        Set<String> form = Set.of(Answer.bodyOf(exchange).split("&", -1));
        if (!form.contains("client_id=" + CLIENT_ID) || !form.contains("client_secret=" + secret)) {
            return new Answer(401, "{\"error\":\"unauthorized_client\"}");
        }
        String token = "sandbox-token-" + UUID.randomUUID();
        tokens.add(token);
        return new Answer(
                200,
                "{\"access_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\",\"scope\":\"adhese-api\"}"
                        .formatted(token, tokenLifetime.toSeconds()));
    }

    private Answer campaigns(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String authorization = header == null ? "" : header;
        authorizations.add(authorization);
        return authorization.startsWith("Bearer ") && tokens.contains(authorization.substring("Bearer ".length()))
                ? new Answer(200, CAMPAIGNS)
                : new Answer(401, "{\"error\":\"invalid_token\"}");
    }
}
