package io.github.cameladhese.examples.observability.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;

/** {@code POST …/token} for the one service account of the sandbox, with the answers of a Keycloak. Thread-safe. */
final class TokenEndpoint implements Function<HttpExchange, Answer> {

    private static final String PATH = "/realms/" + Sandbox.REALM + "/protocol/openid-connect/token";

    private final IssuedTokens tokens;
    private final String clientId;
    private final String secret;

    TokenEndpoint(IssuedTokens tokens, String clientId, String secret) {
        this.tokens = tokens;
        this.clientId = clientId;
        this.secret = secret;
    }

    @Override
    public Answer apply(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return new Answer(404, "{\"error\":\"Realm does not exist\"}");
        }
        // Nothing in it needs decoding: id and secret are UUIDs.
        Set<String> form = Set.of(body(exchange).split("&", -1));
        return form.contains("client_id=" + clientId) && form.contains("client_secret=" + secret)
                ? granted()
                : new Answer(401, "{\"error\":\"unauthorized_client\"}");
    }

    private Answer granted() {
        return new Answer(
                200,
                "{\"access_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\",\"scope\":\"adhese-api\"}"
                        .formatted(tokens.issue(), tokens.lifetime().toSeconds()));
    }

    private static String body(HttpExchange exchange) {
        try {
            return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
