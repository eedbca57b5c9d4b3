package io.github.cameladhese.examples.etl.sandbox;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** {@code POST …/token} with the statuses and bodies that a Keycloak 26.5 was seen to answer. Thread-safe. */
final class TokenEndpoint implements HttpHandler {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Map<String, String> NOT_CACHED = Map.of("Cache-Control", "no-store", "Pragma", "no-cache");
    private static final String NO_SUCH_CLIENT = "Invalid client or Invalid client credentials";

    private final SandboxTokens tokens;
    private final SandboxAccount account;
    private final LongAdder requests = new LongAdder();

    TokenEndpoint(SandboxTokens tokens, SandboxAccount account) {
        this.tokens = tokens;
        this.account = account;
    }

    /** All that arrived, also those that got no token. */
    long requests() {
        return requests.sum();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        requests.increment();
        try (exchange) {
            answer(exchange).sendTo(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.of(405, "{\"error\":\"HTTP 405 Method Not Allowed\"}");
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            // A body of another type counts as an empty form.
            return answer(Form.parse(type != null && type.startsWith(FORM) ? body : ""));
        } catch (IllegalArgumentException e) {
            return refused(400, "invalid_request", "not form-encoded");
        }
    }

    private Answer answer(Form form) {
        if (form.hasDuplicates()) {
            return refused(400, "invalid_request", "duplicated parameter");
        }
        String grant = form.first("grant_type").orElse("");
        if (grant.isEmpty()) {
            return refused(400, "invalid_request", "Missing form parameter: grant_type");
        }
        if (!grant.equals("client_credentials")) {
            return refused(400, "unsupported_grant_type", "Unsupported grant_type");
        }
        if (!account.clientId().equals(form.first("client_id").orElse(""))) {
            return refused(401, "invalid_client", NO_SUCH_CLIENT);
        }
        if (!account.hasSecret(form.first("client_secret").orElse(""))) {
            return refused(401, "unauthorized_client", NO_SUCH_CLIENT);
        }
        // No scope at all is a 200 with a token that permits nothing; an empty one is an error.
        String scope = form.first("scope").orElse(null);
        return scope == null || scope.equals("adhese-api")
                ? granted(scope == null ? "" : scope)
                : refused(400, "invalid_scope", "Invalid scopes: " + scope.replaceAll("[\\\\\"\\p{Cntrl}]", "?"));
    }

    private Answer granted(String scope) {
        try {
            String token = tokens.issue(account.clientId(), scope.isEmpty() ? Set.of() : account.permissions());
            return new Answer(
                    200,
                    """
                    {"access_token":"%s","expires_in":%d,"refresh_expires_in":0,"token_type":"Bearer",\
                    "not-before-policy":0,"scope":"%s"}"""
                            .formatted(token, SandboxTokens.LIFETIME.toSeconds(), scope),
                    NOT_CACHED);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer refused(int status, String error, String description) {
        return new Answer(
                status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description), NOT_CACHED);
    }
}
