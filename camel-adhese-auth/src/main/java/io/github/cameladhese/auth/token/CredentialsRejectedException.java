package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * The token endpoint does not accept the client: wrong id or secret, a disabled client, a grant it may not use, or a secret
 * that could not be read. Trying again helps only after somebody mended it.
 */
public final class CredentialsRejectedException extends TokenException {

    private static final long serialVersionUID = 1L;

    public CredentialsRejectedException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }

    @Override
    public TokenFailureKind kind() {
        return TokenFailureKind.CREDENTIALS_REJECTED;
    }

    @Override
    TokenException copy(TokenFailure sameFailure, String sameMessage) {
        return new CredentialsRejectedException(sameFailure, sameMessage, this);
    }
}
