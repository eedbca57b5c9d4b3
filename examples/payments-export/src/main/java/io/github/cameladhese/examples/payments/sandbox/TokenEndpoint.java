package io.github.cameladhese.examples.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.concurrent.atomic.LongAdder;

/** {@code POST /v1/oauth/token} as documented; its error answers are those of RFC 6749 §5.2. Thread-safe. */
final class TokenEndpoint implements Reply.Answerer {

    private final LongAdder requests = new LongAdder();
    private final SandboxClient client;
    private final IssuedTokens tokens;
    private final IssuedCodes codes;
    private final SandboxRules rules;

    TokenEndpoint(SandboxClient client, IssuedTokens tokens, IssuedCodes codes, SandboxRules rules) {
        this.client = client;
        this.tokens = tokens;
        this.codes = codes;
        this.rules = rules;
    }

    /** All that arrived, also those that got no token. */
    long requests() {
        return requests.sum();
    }

    @Override
    public Reply answer(HttpExchange request) throws IOException {
        requests.increment();
        String type = request.getRequestHeaders().getFirst("Content-Type");
        if (!"application/json".equals(type)) {
            return invalid("the content type is not application/json");
        }
        try {
            return answer(TokenRequestBody.parse(
                    new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    private Reply answer(TokenRequestBody body) {
        return switch (body.grantType()) {
            case "" -> invalid("grant_type is missing");
            case TokenRequestBody.CLIENT_CREDENTIALS, TokenRequestBody.AUTHORIZATION_CODE ->
                body.complaint().map(TokenEndpoint::invalid).orElseGet(() -> answerComplete(body));
            default -> Reply.error(400, "unsupported_grant_type", "client_credentials or authorization_code");
        };
    }

    private Reply answerComplete(TokenRequestBody body) {
        if (!client.is(
                body.get("client_id").orElse(""), body.get("client_secret").orElse(""))) {
            return Reply.error(401, "invalid_client", "no such client, or another secret");
        }
        if (body.grantType().equals(TokenRequestBody.AUTHORIZATION_CODE)) {
            return codes.redeem(
                            body.get("code").orElse(""),
                            body.get("redirect_uri").orElse(""))
                    .map(granted -> granted(granted.getKey(), granted.getValue()))
                    .orElseGet(
                            () -> Reply.error(400, "invalid_grant", "the code is unknown, over, used, or another's"));
        }
        return Scopes.of(body.get("scope"))
                .map(scopes -> granted(scopes, tokens.issue(scopes)))
                .orElseGet(() -> Reply.error(400, "invalid_scope", "read, write, or both"));
    }

    private Reply granted(SortedSet<String> scopes, String token) {
        return Reply.json(
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"scope\":\"%s\"}"
                        .formatted(token, rules.tokenLifetime().toSeconds(), String.join(" ", scopes)));
    }

    private static Reply invalid(String why) {
        return Reply.error(400, "invalid_request", why);
    }
}
