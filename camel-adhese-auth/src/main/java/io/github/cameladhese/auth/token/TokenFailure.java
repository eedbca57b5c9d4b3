package io.github.cameladhese.auth.token;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failed fetch, which {@link TokenException} gives out one by one.
 *
 * @param target whose token was asked for, and where
 * @param status the HTTP status of the answer, or {@link #NO_STATUS}
 * @param oauthError the error code of the answer, null if it had none
 * @param retryable whether the same request may succeed a little later
 * @param retryAfter how long to wait before the next attempt, null if nobody said so
 * @param last whether no further attempt follows, not even after a pause
 */
public record TokenFailure(
        TokenTarget target,
        int status,
        @Nullable String oauthError,
        boolean retryable,
        @Nullable Duration retryAfter,
        boolean last)
        implements Serializable {

    /** In place of an HTTP status: no answer came. */
    public static final int NO_STATUS = -1;

    /** A failure after which another attempt is made some time. */
    public TokenFailure(
            TokenTarget target,
            int status,
            @Nullable String oauthError,
            boolean retryable,
            @Nullable Duration retryAfter) {
        this(target, status, oauthError, retryable, retryAfter, false);
    }

    /** A failure before any answer came. */
    public static TokenFailure unanswered(TokenTarget target, boolean retryable) {
        return new TokenFailure(target, NO_STATUS, null, retryable, null);
    }

    /** A failure with an answer. */
    public static TokenFailure answered(
            TokenTarget target, int status, @Nullable String oauthError, boolean retryable) {
        return new TokenFailure(target, status, oauthError, retryable, null);
    }

    /** The same failure with a time to wait before the next attempt. */
    public TokenFailure retryAfter(Duration wait) {
        return new TokenFailure(target, status, oauthError, retryable, wait);
    }

    /** The same failure, after which no attempt follows. */
    TokenFailure asLast() {
        return new TokenFailure(target, status, oauthError, false, null, true);
    }
}
