package io.github.cameladhese.examples.observability.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

/** A token server and an API, each on a free port of the loopback interface, until closed. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    public static final String REALM = "sandbox";
    public static final String CLIENT_ID = "etl";

    private final String secret = UUID.randomUUID().toString();
    private final IssuedTokens tokens;
    private final LoopbackServer tokenServer;
    private final LoopbackServer apiServer;

    private Sandbox(Duration tokenLifetime) {
        tokens = new IssuedTokens(tokenLifetime);
        tokenServer = new LoopbackServer(Answer.to(new TokenEndpoint(tokens, CLIENT_ID, secret)));
        CampaignApi api = new CampaignApi(tokens);
        apiServer = new LoopbackServer(Answer.to(exchange ->
                exchange.getRequestURI().getPath().equals("/outage") ? outage(exchange) : api.apply(exchange)));
    }

    public static Sandbox start(Duration tokenLifetime) {
        Sandbox sandbox = new Sandbox(tokenLifetime);
        sandbox.tokenServer.start();
        sandbox.apiServer.start();
        return sandbox;
    }

    /** What sends the route here instead of to Adhese. Holds the client secret. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("adhese.realm", REALM);
        properties.setProperty("adhese.api-url", apiServer.url().toString());
        properties.setProperty(
                "camel.component.adhese-auth.auth-server-url", tokenServer.url().toString());
        properties.setProperty("camel.component.adhese-auth.client-id", CLIENT_ID);
        properties.setProperty("camel.component.adhese-auth.client-secret", secret);
        return properties;
    }

    /** POST begins an outage of the token server, DELETE ends it. */
    public URI outageUrl() {
        return apiServer.url().resolve("/outage");
    }

    /** Closes the token server's port. The API goes on. */
    public void beginOutage() {
        tokenServer.stop();
    }

    public void endOutage() {
        tokenServer.start();
    }

    /** From now on the API rejects all tokens that were issued so far. */
    public void revokeTokens() {
        tokens.revoke();
    }

    /** All tokens since the start, for those who make sure that none of them is shown. */
    public Set<String> everIssued() {
        return tokens.everIssued();
    }

    @Override
    public void close() {
        tokenServer.stop();
        apiServer.stop();
    }

    private Answer outage(HttpExchange exchange) {
        switch (exchange.getRequestMethod()) {
            case "POST" -> beginOutage();
            case "DELETE" -> endOutage();
            default -> {
                return new Answer(405, "{\"error\":\"only POST and DELETE\"}");
            }
        }
        return new Answer(200, "{}");
    }
}
