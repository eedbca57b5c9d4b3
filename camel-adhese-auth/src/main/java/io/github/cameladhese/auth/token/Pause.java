package io.github.cameladhese.auth.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long nothing is asked after a failed fetch: a pure verdict. */
final class Pause {

    private static final Duration FIRST_TRANSIENT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRANSIENT = Duration.ofSeconds(15);
    private static final Duration FIRST_PERMANENT = Duration.ofSeconds(30);
    private static final Duration LONGEST_PERMANENT = Duration.ofMinutes(5);

    private Pause() {}

    /**
     * Doubles with each failure in a row, spread by a fifth to each side, and is no shorter than what the server asked for.
     * While a token is left, a transient one is at most a twentieth of its lifetime, and at most half of what is left of it, so
     * that a server that comes back at the last moment is still noticed.
     *
     * @param failure that of the last fetch
     * @param inARow how many fetches in a row failed like it, 1 or more
     * @param live a token that may still be handed out, null if there is none
     * @param draw from 0 to 1, by which the pause is spread
     */
    static Duration after(TokenException failure, int inARow, @Nullable HeldToken live, Moment now, double draw) {
        Duration pause = failure.retryable()
                ? doubled(FIRST_TRANSIENT, LONGEST_TRANSIENT, inARow)
                : doubled(FIRST_PERMANENT, LONGEST_PERMANENT, inARow);
        if (failure.retryable() && live != null) {
            Duration twentieth = live.token().lifetime().dividedBy(20);
            Duration shortest = least(FIRST_TRANSIENT, twentieth);
            pause = least(
                    least(pause, twentieth), most(shortest, live.restAt(now).dividedBy(2)));
        }
        Duration spread = Duration.ofNanos((long) (pause.toNanos() * (0.8 + 0.4 * draw)));
        return most(spread, least(failure.retryAfter().orElse(Duration.ZERO), LONGEST_PERMANENT));
    }

    private static Duration most(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration doubled(Duration first, Duration longest, int inARow) {
        return least(first.multipliedBy(1L << Math.min(inARow - 1, 10)), longest);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
