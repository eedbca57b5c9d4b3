package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.token.TokenException;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a failed fetch is tried again: a pure verdict, without a clock or chance of its own. If it could be built,
 * it is valid.
 *
 * <p>The wait is drawn evenly from zero to a bound that starts at half a second and doubles up to 30 s ("full jitter"), so
 * that clients which failed together do not come back together. If the server asks for a longer one, this is kept.
 *
 * @param maxAttempts of one fetch, the first included, from 1 to 10; 1 means that nothing is tried again
 */
public record RetryPolicy(int maxAttempts) {

    /** More would only press a server that is down. */
    public static final int MOST_ATTEMPTS = 10;

    /** Since the first attempt began; none begins later. How long the last one may take is up to {@code requestTimeout}. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration FIRST_BOUND = Duration.ofMillis(500);
    private static final Duration LAST_BOUND = Duration.ofSeconds(30);
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);

    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "maxAttempts must be from 1 to " + MOST_ATTEMPTS + ", but is " + maxAttempts);
        }
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param attempts made so far, one or more
     * @param elapsed since the first of them began
     * @param failure of the last of them
     * @param draw by chance, from 0 to 1
     * @return a millisecond or more; empty if there must be no further attempt
     */
    Optional<Duration> waitAfter(int attempts, Duration elapsed, TokenException failure, double draw) {
        if (!failure.retryable() || attempts >= maxAttempts) {
            return Optional.empty();
        }
        Duration wait = longer(backOff(attempts, draw), failure.retryAfter().orElse(Duration.ZERO));
        return elapsed.plus(wait).compareTo(DEADLINE) > 0 ? Optional.empty() : Optional.of(wait);
    }

    private static Duration backOff(int attempts, double draw) {
        Duration bound = FIRST_BOUND.multipliedBy(1L << Math.min(attempts - 1, MOST_ATTEMPTS));
        Duration atMost = bound.compareTo(LAST_BOUND) < 0 ? bound : LAST_BOUND;
        return longer(Duration.ofNanos((long) (atMost.toNanos() * draw)), LEAST_WAIT);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
