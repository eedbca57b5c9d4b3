package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the wall clocks of other processes are ahead of this one's. What was dated between two moments was dated by a clock that reads
 * no later than the second and no earlier than the first: leases are written every half second, so that whoever
 * waits for one knows within that. What is not known of a clock counts as ahead, up to a fixed {@link #allowance}. One that is
 * behind needs no care: by it, tokens only seem to end sooner. One for each token, so that nobody who shares another can tell it
 * anything. Thread-safe.
 */
final class ClockSkew {

    /** Clocks that are set by NTP differ by less. */
    private static final Duration LONGEST_ALLOWANCE = Duration.ofSeconds(5);

    /** What differs by more is no clock, and not looked at. */
    private static final long LONGEST_DIFFERENCE = Duration.ofDays(1).toMillis();

    /** Of processes; those that have not been met for longest are forgotten. */
    private static final int MOST = 100;

    /** How long a measurement counts: clocks are corrected, and one that was once wrong must not shorten tokens for ever. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final TokenClock clock;
    private final long self = UUID.randomUUID().getMostSignificantBits();
    private final Map<Long, Bounds> writers = new LinkedHashMap<>();

    ClockSkew(TokenClock clock) {
        this.clock = clock;
    }

    /** This process, by a number that others do not have. */
    long self() {
        return self;
    }

    /**
     * Something is there that was not there before.
     *
     * @param writer the process that wrote it
     * @param writtenAt milliseconds since the epoch by its clock
     * @param lastLook when it was not written yet, null if that is not known
     */
    synchronized void sees(long writer, long writtenAt, @Nullable Moment lastLook) {
        Moment now = Moment.now(clock);
        if (!isClock(writtenAt)) {
            return;
        }
        long least = writtenAt - now.millis();
        long most = Long.MAX_VALUE;
        if (lastLook != null) { // by the monotonic clock, lest ours was corrected since
            most = least + (now.nanos() - lastLook.nanos() + 999_999) / 1_000_000;
        }
        Bounds known = writers.remove(writer);
        Bounds measured =
                known == null || known.isOldAt(now) ? new Bounds(least, most, now) : known.with(least, most, now);
        writers.put(writer, measured);
        if (writers.size() > MOST) {
            writers.remove(writers.keySet().iterator().next());
        }
    }

    /**
     * By how much a process has to be taken to be ahead, zero or more.
     *
     * @param writtenAt milliseconds since the epoch by its clock, in something that is being read now
     * @param lifetime of the token that was written, which bounds the allowance
     */
    synchronized Duration aheadOfUs(long writer, long writtenAt, Duration lifetime) {
        if (writer == self) {
            return Duration.ZERO;
        }
        Moment now = Moment.now(clock);
        Bounds known = writers.get(writer);
        long least = writtenAt - now.millis();
        long most = Long.MAX_VALUE;
        if (known != null && !known.isOldAt(now)) {
            least = Math.max(least, known.least);
            most = known.most;
        }
        long certain = Math.max(0, least);
        long perhaps = Math.min(most - certain, allowance(lifetime).toMillis()); // less than zero if it is behind
        return Duration.ofMillis(certain + Math.max(0, perhaps));
    }

    /** Whether somebody's clock can read this now. */
    boolean isClock(long reading) {
        long now = clock.currentTimeMillis();
        return reading >= now - LONGEST_DIFFERENCE && reading <= now + LONGEST_DIFFERENCE;
    }

    /** A twentieth of the token's life, 5 s at most: what a reader that is behind may be wrong by without knowing it. */
    static Duration allowance(Duration lifetime) {
        Duration twentieth = lifetime.dividedBy(20);
        return twentieth.compareTo(LONGEST_ALLOWANCE) < 0 ? twentieth : LONGEST_ALLOWANCE;
    }

    /** How far one clock is ahead, in milliseconds: no less than one and no more than the other; less than zero if it is behind. */
    private record Bounds(long least, long most, Moment at) {

        /**
         * Both hold, unless a clock was corrected meanwhile, or somebody has put an old reading back: then nothing is believed
         * that makes a clock less ahead. One that was set back counts as ahead until that is forgotten.
         */
        Bounds with(long newLeast, long newMost, Moment now) {
            long bothLeast = Math.max(least, newLeast);
            long bothMost = Math.min(most, newMost);
            if (bothLeast > bothMost) {
                return new Bounds(bothLeast, Long.MAX_VALUE, newLeast > least ? now : at);
            }
            return new Bounds(bothLeast, bothMost, newMost == Long.MAX_VALUE ? at : now);
        }

        boolean isOldAt(Moment now) {
            return now.nanos() - at.nanos() >= MEMORY.toNanos();
        }
    }
}
