package io.github.cameladhese.examples.etl.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A token endpoint and an API on a port of the loopback interface, until closed. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    public static final String REALM = "sandbox";

    /** What the account may do unless told otherwise. */
    public static final Set<String> ALL_PERMISSIONS = Set.of("campaign:view", "booking:view", "creative:view");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final List<SandboxRealm> realms;
    private final CampaignApi api;
    private final Consumer<String> witness;

    private Sandbox(HttpServer server, List<SandboxRealm> realms, Consumer<String> witness) {
        this.server = server;
        this.realms = realms;
        this.witness = witness;
        api = new CampaignApi(realms);
    }

    /** Starts with an account that may do everything. */
    public static Sandbox start(SandboxData data) throws IOException {
        return start(data, ALL_PERMISSIONS, Clock.systemUTC());
    }

    /**
     * Starts with several realms, each with such an account.
     *
     * @param data of each realm, by its name, which is of letters, digits, {@code .}, {@code _} and {@code -}
     */
    public static Sandbox start(Map<String, SandboxData> data) throws IOException {
        return start(data, 0, request -> {});
    }

    /**
     * Starts as {@link #start(Map)} does, on a port of one's choice and with somebody who looks on.
     *
     * @param port 0 for a free one
     * @param witness is told method, path and status of each request once it is answered, by the thread that has answered
     *     it: must not block. Requests at the same time come in any order; what it throws is dropped.
     */
    public static Sandbox start(Map<String, SandboxData> data, int port, Consumer<String> witness) throws IOException {
        return start(
                data.entrySet().stream()
                        .map(realm ->
                                SandboxRealm.of(realm.getKey(), realm.getValue(), ALL_PERMISSIONS, Clock.systemUTC()))
                        .toList(),
                port,
                witness);
    }

    /**
     * Starts for another account and at another time.
     *
     * @param clock by which tokens are issued and expire
     */
    public static Sandbox start(SandboxData data, Set<String> permissions, Clock clock) throws IOException {
        return start(List.of(SandboxRealm.of(REALM, data, permissions, clock)), 0, request -> {});
    }

    private static Sandbox start(List<SandboxRealm> realms, int port, Consumer<String> witness) throws IOException {
        // Else each answer on a kept-alive connection waits 40 ms for the client's delayed ACK. Read when the first
        // server starts.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        Sandbox sandbox = new Sandbox(server, realms, witness);
        sandbox.serve();
        return sandbox;
    }

    private void serve() {
        serve("/realms/", exchange -> {
            try (exchange) {
                Answer.of(404, "{\"error\":\"Realm does not exist\"}").sendTo(exchange);
            }
        });
        realms.forEach(
                realm -> serve("/realms/" + realm.name() + "/protocol/openid-connect/token", realm.tokenEndpoint()));
        serve("/", api);
        server.setExecutor(threads);
        server.start();
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(new Watch(witness));
    }

    /** Of the API; the token endpoint lies below it, too. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What sends the job here instead of to Adhese. Holds the client secrets. */
    public Properties properties() {
        String component = "camel.component.adhese-auth.";
        Properties properties = new Properties();
        properties.setProperty("adhese.realm", realms.get(0).name());
        properties.setProperty(
                "etl.realms", realms.stream().map(SandboxRealm::name).collect(Collectors.joining(",")));
        properties.setProperty("adhese.api-url", url().toString());
        properties.setProperty(component + "auth-server-url", url().toString());
        for (SandboxRealm realm : realms) {
            String account = realms.size() == 1 ? component : component + "accounts[" + realm.name() + "].";
            properties.setProperty(account + "client-id", realm.account().clientId());
            properties.setProperty(account + "client-secret", realm.account().secret());
        }
        return properties;
    }

    /**
     * Has the API answer the next request in another way than it would, the one after by the next call of this method, and so on.
     *
     * @param status 0 to close the connection without an answer
     */
    public void failNext(int status, Map<String, String> headers) {
        api.fail((answer, exchange) -> {
            if (status > 0) {
                new Answer(status, "{\"error\":\"as told by a test\"}", headers).sendTo(exchange);
            }
        });
    }

    /** As {@link #failNext}, but the connection is closed in the middle of the answer. */
    public void cutNext() {
        api.fail(Answer::sendHalfTo);
    }

    public long tokenRequests() {
        return realms.stream()
                .mapToLong(realm -> realm.tokenEndpoint().requests())
                .sum();
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
