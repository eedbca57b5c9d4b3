package io.github.cameladhese.auth.token;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failed fetch, which {@link TokenException} gives out one by one.
 *
 * @param target whose token was asked for, and where
 * @param status the HTTP status of the answer, or {@link #NO_STATUS}
 * @param oauthError the error code of the answer, null if it had none
 * @param retryable whether the same request may succeed a little later
 */
public record TokenFailure(TokenTarget target, int status, @Nullable String oauthError, boolean retryable)
        implements Serializable {

    /** In place of an HTTP status: no answer came. */
    public static final int NO_STATUS = -1;

    /** A failure before any answer came. */
    public static TokenFailure unanswered(TokenTarget target, boolean retryable) {
        return new TokenFailure(target, NO_STATUS, null, retryable);
    }
}
