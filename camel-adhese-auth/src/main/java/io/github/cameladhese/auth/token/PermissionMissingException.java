package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * The client may not have a scope that was asked for, or the token lacks a required permission.
 */
public final class PermissionMissingException extends TokenException {

    private static final long serialVersionUID = 1L;

    public PermissionMissingException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }

    @Override
    public TokenFailureKind kind() {
        return TokenFailureKind.PERMISSION_MISSING;
    }

    @Override
    TokenException copy(TokenFailure sameFailure, String sameMessage) {
        return new PermissionMissingException(sameFailure, sameMessage, this);
    }
}
