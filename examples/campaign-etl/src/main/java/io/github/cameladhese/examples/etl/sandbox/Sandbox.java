package io.github.cameladhese.examples.etl.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A token endpoint and an API on a free port of the loopback interface, until closed. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    public static final String REALM = "sandbox";

    /** What the account may do unless told otherwise. */
    public static final Set<String> ALL_PERMISSIONS = Set.of("campaign:view", "booking:view", "creative:view");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final SandboxAccount account;
    private final TokenEndpoint tokenEndpoint;
    private final CampaignApi api;

    private Sandbox(HttpServer server, SandboxData data, Set<String> permissions, Clock clock) {
        this.server = server;
        account = new SandboxAccount(permissions);
        SandboxTokens tokens = new SandboxTokens(url() + "/realms/" + REALM, clock);
        tokenEndpoint = new TokenEndpoint(tokens, account);
        api = new CampaignApi(tokens, data);
    }

    /** Starts with an account that may do everything. */
    public static Sandbox start(SandboxData data) throws IOException {
        return start(data, ALL_PERMISSIONS, Clock.systemUTC());
    }

    /**
     * As above, for another account and at another time.
     *
     * @param clock by which tokens are issued and expire
     */
    public static Sandbox start(SandboxData data, Set<String> permissions, Clock clock) throws IOException {
        // Else each answer on a kept-alive connection waits 40 ms for the client's delayed ACK. Read when the first
        // server starts.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        Sandbox sandbox = new Sandbox(server, data, permissions, clock);
        sandbox.serve();
        return sandbox;
    }

    private void serve() {
        server.createContext("/realms/", exchange -> {
            try (exchange) {
                Answer.of(404, "{\"error\":\"Realm does not exist\"}").sendTo(exchange);
            }
        });
        server.createContext("/realms/" + REALM + "/protocol/openid-connect/token", tokenEndpoint);
        server.createContext("/", api);
        server.setExecutor(threads);
        server.start();
    }

    /** Of the API; the token endpoint lies below it, too. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What sends the job here instead of to Adhese. Holds the client secret. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("adhese.realm", REALM);
        properties.setProperty("adhese.api-url", url().toString());
        properties.setProperty("camel.component.adhese-auth.auth-server-url", url().toString());
        properties.setProperty("camel.component.adhese-auth.client-id", account.clientId());
        properties.setProperty("camel.component.adhese-auth.client-secret", account.secret());
        return properties;
    }

    /**
     * Has the API answer the next request in another way than it would, the one after by the next call of this method, and so on.
     *
     * @param status 0 to close the connection without an answer
     */
    public void failNext(int status, Map<String, String> headers) {
        api.fail(new Answer(status, "{\"error\":\"as told by a test\"}", headers));
    }

    public long tokenRequests() {
        return tokenEndpoint.requests();
    }

    public long apiRequests() {
        return api.requests();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
