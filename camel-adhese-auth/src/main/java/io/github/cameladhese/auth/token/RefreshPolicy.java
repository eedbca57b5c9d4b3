package io.github.cameladhese.auth.token;

import java.time.Duration;

/**
 * When a cached token is replaced: a pure verdict on a token, without clocks of its own. If it could be built, it is valid.
 *
 * @param expiryMargin how long before its expiry a token is no longer handed out, zero or more; at most a quarter of the
 *     token's lifetime is used, so that a margin longer than the lifetime does not mean a request for every exchange
 */
public record RefreshPolicy(Duration expiryMargin) {

    /** The least margin that is kept: a token is never handed out in its last moment. */
    private static final Duration LEAST_MARGIN = Duration.ofMillis(1);

    public RefreshPolicy {
        if (expiryMargin.isNegative()) {
            throw new IllegalArgumentException("expiryMargin must be zero or more, but is " + expiryMargin);
        }
    }

    /** The margin that is kept of a token with the given lifetime. */
    private Duration marginOf(Duration lifetime) {
        Duration quarter = lifetime.dividedBy(4);
        Duration margin = expiryMargin.compareTo(quarter) < 0 ? expiryMargin : quarter;
        return margin.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : margin;
    }

    /** The first moment at which the token is no longer handed out from the cache. */
    Moment usableUntil(AccessToken token) {
        return token.requestedAt().plus(token.lifetime().minus(marginOf(token.lifetime())));
    }
}
