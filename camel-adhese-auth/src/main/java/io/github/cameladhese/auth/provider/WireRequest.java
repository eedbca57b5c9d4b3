package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token request as it goes over the wire, always by POST (RFC 6749 §3.2). It holds secrets and does not show them. */
public final class WireRequest {

    private final String contentType;
    private final @Nullable String authorization;
    private final String body;
    private final List<Secret> grantSecrets;

    WireRequest(String contentType, @Nullable String authorization, String body, Collection<Secret> grantSecrets) {
        this.contentType = contentType;
        this.authorization = authorization;
        this.body = body;
        this.grantSecrets = List.copyOf(grantSecrets);
    }

    public String contentType() {
        return contentType;
    }

    /** The {@code Authorization} header, if the client proves with it who it is. */
    public Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    /** The body; ASCII or UTF-8. */
    public String body() {
        return body;
    }

    /** What must not be seen of it besides the client secret: an authorization code, a refresh token. */
    public List<Secret> grantSecrets() {
        return grantSecrets;
    }

    @Override
    public String toString() {
        return "WireRequest[" + contentType + ", " + body.length() + " characters, hidden]";
    }
}
