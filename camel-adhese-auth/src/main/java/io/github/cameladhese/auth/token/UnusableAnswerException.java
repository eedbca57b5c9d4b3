package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/**
 * An answer came that is no token: a web page, a redirect, a missing path or realm, a token type that is not bearer, too
 * many bytes. Usually the address is wrong, or something stands between.
 */
public final class UnusableAnswerException extends TokenException {

    private static final long serialVersionUID = 1L;

    public UnusableAnswerException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(failure, message, cause);
    }

    @Override
    public TokenFailureKind kind() {
        return TokenFailureKind.UNUSABLE_ANSWER;
    }

    @Override
    TokenException copy(TokenFailure sameFailure, String sameMessage) {
        return new UnusableAnswerException(sameFailure, sameMessage, this);
    }
}
