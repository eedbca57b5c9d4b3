package io.github.cameladhese.auth.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a token is handed out and when the next one is fetched: a pure verdict on a lifetime, without clocks of its own.
 * All bounds are fractions of the lifetime, so that tokens of five seconds are cached, too. If it could be built, it is valid.
 *
 * @param expiryMargin how long before its expiry a token is no longer handed out, zero or more; at most a quarter of the
 *     token's lifetime is used, so that a margin longer than the lifetime does not mean a request for every exchange
 * @param refreshAhead how long before its expiry the next token is fetched in the background, more than zero; at least the
 *     margin and at most nine tenths of the lifetime are used; null for half the lifetime, which leaves the other half to
 *     survive an outage of the token server
 */
public record RefreshPolicy(Duration expiryMargin, @Nullable Duration refreshAhead) {

    /** The least margin that is kept: a token is never handed out in its last moment. */
    private static final Duration LEAST_MARGIN = Duration.ofMillis(1);

    /** Kept even when the token server is down: a token that runs out on the way is worth less than a clear failure. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

    public RefreshPolicy {
        if (expiryMargin.isNegative()) {
            throw new IllegalArgumentException("expiryMargin must be zero or more, but is " + expiryMargin);
        }
        if (refreshAhead != null && (refreshAhead.isNegative() || refreshAhead.isZero())) {
            throw new IllegalArgumentException("refreshAhead must be more than zero, but is " + refreshAhead);
        }
    }

    /** For how long, from the moment before it was requested, a token with this lifetime is handed out. */
    public Duration usableFor(Duration lifetime) {
        return lifetime.minus(marginOf(lifetime));
    }

    /** For how long a token with this lifetime is handed out if none can be had in its place. */
    Duration lastResortFor(Duration lifetime) {
        Duration lastMoments = least(lifetime.dividedBy(60), LAST_MOMENTS);
        Duration bound = lifetime.minus(lastMoments);
        Duration usable = usableFor(lifetime);
        return bound.compareTo(usable) > 0 ? bound : usable;
    }

    /**
     * After how long the next token is fetched in the background: a twentieth of the lifetime to each side of where
     * {@link #refreshAhead} puts it, so that many processes that started together do not ask together.
     *
     * @param draw from 0 to 1, by which the tenth is spread
     */
    Duration refreshAfter(Duration lifetime, double draw) {
        Duration spread = lifetime.dividedBy(20);
        Duration latest = least(lifetime.minus(aheadOf(lifetime)).plus(spread), usableFor(lifetime));
        Duration earliest = latest.minus(spread).minus(spread);
        return earliest.plusNanos((long) (2 * spread.toNanos() * draw));
    }

    private Duration aheadOf(Duration lifetime) {
        if (refreshAhead == null) {
            return lifetime.dividedBy(2);
        }
        Duration bounded = least(refreshAhead, lifetime.multipliedBy(9).dividedBy(10));
        Duration margin = marginOf(lifetime);
        return bounded.compareTo(margin) < 0 ? margin : bounded;
    }

    /** The margin that is kept of a token with the given lifetime. */
    private Duration marginOf(Duration lifetime) {
        Duration margin = least(expiryMargin, lifetime.dividedBy(4));
        return margin.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : margin;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
