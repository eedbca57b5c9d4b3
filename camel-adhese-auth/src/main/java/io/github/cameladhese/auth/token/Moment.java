package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of both clocks.
 *
 * @param nanos of the monotonic clock
 * @param millis since the epoch, of the wall clock
 */
public record Moment(long nanos, long millis) {

    /** Both clocks now. */
    public static Moment now(TokenClock clock) {
        return new Moment(clock.nanoTime(), clock.currentTimeMillis());
    }

    /** This moment, later by the given time, on both clocks. */
    public Moment plus(Duration time) {
        return new Moment(nanos + time.toNanos(), millis + time.toMillis());
    }

    /** By the wall clock. */
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    /** Whether both clocks read earlier than this. Differences, since the monotonic clock may overflow. */
    public boolean isAfter(long nanosNow, long millisNow) {
        return nanosNow - nanos < 0 && millisNow < millis;
    }
}
