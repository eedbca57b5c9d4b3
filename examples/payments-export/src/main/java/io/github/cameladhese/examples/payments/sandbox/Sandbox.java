package io.github.cameladhese.examples.payments.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A platform on a free port of the loopback interface, until closed. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final SandboxClient client = SandboxClient.anyone();
    private final HttpServer server;
    private final IssuedTokens tokens;
    private final TokenEndpoint tokenEndpoint;
    private final PaymentsApi api;

    private Sandbox(HttpServer server, SandboxPayments payments, SandboxRules rules) {
        this.server = server;
        tokens = new IssuedTokens(rules);
        IssuedCodes codes = new IssuedCodes(tokens, rules);
        tokenEndpoint = new TokenEndpoint(client, tokens, codes, rules);
        api = new PaymentsApi(tokens, new RequestLimit(rules), payments);

        server.createContext("/", Reply.to("GET", request -> Reply.error(404, "not_found", "no such path")));
        server.createContext("/v1/oauth/token", Reply.to("POST", tokenEndpoint));
        server.createContext("/v1/payments", Reply.to("GET", api));
        server.createContext("/authorize", Reply.to("GET", new AuthorizeEndpoint(client, codes)));
        server.setExecutor(threads);
    }

    public static Sandbox start(SandboxPayments payments, SandboxRules rules) throws IOException {
        // Read when the first server of a JVM starts; without it, short answers wait 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Sandbox sandbox = new Sandbox(HttpServer.create(new InetSocketAddress(loopback, 0), 0), payments, rules);
        sandbox.server.start();
        return sandbox;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What sends the routes here instead of to Adullam. Holds the client secret. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("payments.api-url", url().toString());
        properties.setProperty("camel.component.adullam-auth.client-id", client.id());
        properties.setProperty("camel.component.adullam-auth.client-secret", client.secret());
        return properties;
    }

    public long tokenRequests() {
        return tokenEndpoint.requests();
    }

    public long apiRequests() {
        return api.requests();
    }

    /** API requests that were answered with 429. */
    public long tooManyRequests() {
        return api.tooMany();
    }

    /** From now on the API refuses every token that was issued so far. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** All tokens and codes that were ever issued, for who has to look for them where they must not be. */
    public Set<String> everIssued() {
        return tokens.everIssued();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
