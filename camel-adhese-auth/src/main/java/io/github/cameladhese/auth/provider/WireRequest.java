package io.github.cameladhese.auth.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token request as it goes over the wire, always by POST (RFC 6749 §3.2). It holds the secret and does not show it. */
public final class WireRequest {

    private final String contentType;
    private final @Nullable String authorization;
    private final String body;

    WireRequest(String contentType, @Nullable String authorization, String body) {
        this.contentType = contentType;
        this.authorization = authorization;
        this.body = body;
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

    @Override
    public String toString() {
        return "WireRequest[" + contentType + ", " + body.length() + " characters, hidden]";
    }
}
