package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the wall clocks of other processes are ahead of this one's, as far as it shows: an entry that was written in our future
 * was written by a clock that is ahead by at least the difference. A clock that is behind does not show, and need not: by it,
 * tokens only seem to end sooner. Thread-safe.
 */
final class ClockSkew {

    /** Of processes; those that have not been met for longest are forgotten. */
    private static final int MOST = 100;

    /** How long a measurement counts: clocks are corrected, and one that was once wrong must not shorten tokens for ever. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final TokenClock clock;
    private final Map<Long, Measured> writers = new LinkedHashMap<>();

    ClockSkew(TokenClock clock) {
        this.clock = clock;
    }

    /**
     * By how much a process is ahead at least, zero or more.
     *
     * @param writer the process
     * @param writtenAt milliseconds since the epoch by its clock, in something that is being read now
     */
    synchronized Duration aheadOfUs(long writer, long writtenAt) {
        Moment now = Moment.now(clock);
        long seen = Math.max(0, writtenAt - now.millis());
        Measured known = writers.get(writer);
        if (known != null && known.ahead > seen && !known.isOldAt(now)) {
            return Duration.ofMillis(known.ahead);
        }
        writers.remove(writer);
        if (seen > 0) {
            writers.put(writer, new Measured(seen, now));
            if (writers.size() > MOST) {
                writers.remove(writers.keySet().iterator().next());
            }
        }
        return Duration.ofMillis(seen);
    }

    private record Measured(long ahead, Moment at) {

        boolean isOldAt(Moment now) {
            return now.nanos() - at.nanos() >= MEMORY.toNanos();
        }
    }
}
