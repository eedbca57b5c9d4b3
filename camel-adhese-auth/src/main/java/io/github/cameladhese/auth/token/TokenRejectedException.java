package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * An API rejects tokens faster than they may be renewed, so that the token is not to blame: the API wants another realm,
 * scope or permission, or its clock is wrong.
 */
public final class TokenRejectedException extends TokenException {

    private static final long serialVersionUID = 1L;

    public TokenRejectedException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }

    @Override
    public TokenFailureKind kind() {
        return TokenFailureKind.TOKEN_REJECTED;
    }

    @Override
    TokenException copy(TokenFailure sameFailure, String sameMessage) {
        return new TokenRejectedException(sameFailure, sameMessage, this);
    }
}
