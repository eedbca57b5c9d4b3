package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * The authorization code was sent once and brings no further token: it works a single time (RFC 6749 §4.1.2), and nothing else
 * is there to renew the token with. Only a new login helps, which gives a new code; and if the server refuses that one too, a look
 * at {@code redirectUri} and {@code clientId}.
 */
public final class AuthorizationCodeSpentException extends TokenException {

    private static final long serialVersionUID = 1L;

    public AuthorizationCodeSpentException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(failure.asLast(), message, cause);
    }

    @Override
    public TokenFailureKind kind() {
        return TokenFailureKind.AUTHORIZATION_CODE_SPENT;
    }

    @Override
    TokenException copy(TokenFailure sameFailure, String sameMessage) {
        return new AuthorizationCodeSpentException(sameFailure, sameMessage, this);
    }
}
