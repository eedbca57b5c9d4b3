package io.github.cameladhese.auth.keycloak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link VerifyingApi} that is asked by HTTP. It answers 401 to a token that the realm did not sign, and to one that is over
 * by the API's own clock, which is read as Keycloak's own check reads it: in whole seconds, without any other tolerance.
 */
final class GuardedApi implements AutoCloseable {

    private static final int THREADS = 8;

    private final VerifyingApi verifier;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong letIn = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    GuardedApi(KeycloakServer keycloak) throws IOException {
        verifier = new VerifyingApi(keycloak);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        // As many as a test has threads; without the option, 20 of them would be served at a time.
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/campaigns?connectionsPerRoute=100";
    }

    /** How many requests were answered with success. */
    long letIn() {
        return letIn.get();
    }

    /** How many different tokens were let in. */
    int tokens() {
        return tokens.size();
    }

    /** How many keys of the realm were seen. */
    int keys() {
        return verifier.knownKeys();
    }

    /** Why requests were answered 401, once for each. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * How many were let in with a token that was over to the millisecond. The times in a token are whole seconds, rounded down
     * when it is made, so that one of three seconds lives for two to three seconds by this measure.
     */
    long late() {
        return late.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange request) throws IOException {
        int status = 204; // without a body, which would need a second packet
        try {
            verify(request);
            letIn.incrementAndGet();
        } catch (RuntimeException e) { // also if the keys cannot be had
            refusals.add(e.toString());
            status = 401;
        }
        request.sendResponseHeaders(status, -1);
        request.close();
    }

    private void verify(HttpExchange request) {
        String token = VerifyingApi.bearer(request.getRequestHeaders().getFirst("Authorization"));
        long expiresAt = verifier.claims(token).get("exp").asLong();
        long millis = System.currentTimeMillis();
        if (millis / 1000 > expiresAt) {
            throw new SecurityException("over since " + (millis - expiresAt * 1000) + " ms");
        }
        if (millis >= expiresAt * 1000) {
            late.incrementAndGet();
        }
        tokens.add(token);
    }
}
