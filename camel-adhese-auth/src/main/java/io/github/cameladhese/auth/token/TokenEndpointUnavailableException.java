package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * No usable connection, no answer in time, or an answer that asks to come back later (408, 425, 429, 5xx). {@link
 * #retryable()} is false where waiting does not help, as for an untrusted certificate.
 */
public final class TokenEndpointUnavailableException extends TokenException {

    private static final long serialVersionUID = 1L;

    public TokenEndpointUnavailableException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }

    @Override
    public TokenFailureKind kind() {
        return TokenFailureKind.ENDPOINT_UNAVAILABLE;
    }

    @Override
    TokenException copy(TokenFailure sameFailure, String sameMessage) {
        return new TokenEndpointUnavailableException(sameFailure, sameMessage, this);
    }
}
