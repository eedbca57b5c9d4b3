package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks by a form, as RFC 6749 §4.4.2 and Adhese's documentation say. */
final class FormTokenFormat implements TokenFormat {

    @Override
    public WireRequest write(TokenRequest request, Secret secret) {
        FormBody body = new FormBody().add("grant_type", request.grant().type());
        String authorization = authenticate(request, secret, body);
        body.add("scope", request.scope());
        request.grant().wire().forEach(body::add);
        return new WireRequest(
                FormBody.CONTENT_TYPE,
                authorization,
                body.toString(),
                request.grant().secrets());
    }

    @Override
    public TokenReply read(Map<String, Object> json) {
        return OAuthReply.read(json);
    }

    /** In one place only: a client must not use two ways at once (RFC 6749 §2.3). */
    private static @Nullable String authenticate(TokenRequest request, Secret secret, FormBody body) {
        if (request.clientAuthentication() == ClientAuthentication.post) {
            body.add("client_id", request.clientId()).add("client_secret", secret.reveal());
            return null;
        }
        String pair = FormBody.encoded(request.clientId()) + ":" + FormBody.encoded(secret.reveal());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
