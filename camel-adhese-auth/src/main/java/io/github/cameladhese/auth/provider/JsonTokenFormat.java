package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Asks by a JSON object, as Adullam's documentation says, with the members of RFC 6749 §4.1.3, §4.4.2 and §6. */
final class JsonTokenFormat implements TokenFormat {

    private final Function<Map<String, String>, String> json;

    JsonTokenFormat(Function<Map<String, String>, String> json) {
        this.json = json;
    }

    /** Id and secret always go in the body: there is no other way to prove who the client is. */
    @Override
    public WireRequest write(TokenRequest request, Secret secret) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("grant_type", request.grant().type());
        body.put("client_id", request.clientId());
        body.put("client_secret", secret.reveal());
        body.putAll(request.grant().wire());
        if (!request.scope().isEmpty()) {
            body.put("scope", request.scope());
        }
        return new WireRequest(
                "application/json", null, json.apply(body), request.grant().secrets());
    }

    @Override
    public TokenReply read(Map<String, Object> json) {
        return OAuthReply.read(json);
    }
}
