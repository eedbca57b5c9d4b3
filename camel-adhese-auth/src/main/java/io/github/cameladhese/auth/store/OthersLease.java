package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease that somebody else has, as one process has seen it since it began to wait: who has it writes it anew all the time, and who
 * does not is gone. What was not sealed for this place is nobody's, and an old one that was put back is none that was renewed.
 * Thread-safe.
 */
final class OthersLease {

    static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /** What is longer is nobody's, and not even opened; one has 45 bytes. */
    private static final int LONGEST = 128;

    private final EntrySeal seal;
    private final ClockSkew skew;
    private final TokenClock clock;
    private final Map<Long, Long> newest = new HashMap<>(); // by writer; one or two a second for as long as one waits
    private boolean there;
    private @Nullable Moment renewedAt;
    private @Nullable Moment notWrittenAt; // what is not known yet

    OthersLease(EntrySeal seal, ClockSkew skew, TokenClock clock) {
        this.seal = seal;
        this.skew = skew;
        this.clock = clock;
    }

    /** Whether something was there at the last look. */
    synchronized boolean isThere() {
        return there;
    }

    /** Whether what is there now may be replaced. */
    synchronized boolean isFree(byte[] entry) {
        Dated dated = opened(entry).orElse(null);
        return dated == null || (!isNews(dated) && silence().compareTo(LONGEST_SILENCE) >= 0);
    }

    /**
     * What a look has shown.
     *
     * @param entry null if there was none
     * @param begun when the look began: what is written while the answer is under way is seen next time
     */
    synchronized void seen(byte @Nullable [] entry, Moment begun) {
        there = entry != null;
        Dated dated = entry == null ? null : opened(entry).orElse(null);
        if (dated != null && isNews(dated)) {
            newest.put(dated.writer, dated.at);
            renewedAt = Moment.now(clock);
            skew.sees(dated.writer, dated.at, notWrittenAt);
        }
        // It was dated before it was sent, and may have been on its way when we looked.
        notWrittenAt = begun.plus(StoreAccess.LONGEST_OPERATION.negated());
    }

    /** When it has been silent for long enough if it is not renewed; zero or less if that is not known, or it has been. */
    synchronized Duration untilFree() {
        return there && renewedAt != null ? LONGEST_SILENCE.minus(silence()) : Duration.ZERO;
    }

    private Duration silence() {
        return renewedAt == null ? Duration.ZERO : Duration.ofNanos(clock.nanoTime() - renewedAt.nanos());
    }

    private boolean isNews(Dated dated) {
        Long known = newest.get(dated.writer);
        return known == null || dated.at > known;
    }

    private Optional<Dated> opened(byte[] entry) {
        return entry.length > LONGEST
                ? Optional.empty()
                : seal.open(seal.leasePlace(), entry)
                        .filter(text -> text.length == 2 * Long.BYTES)
                        .map(ByteBuffer::wrap)
                        .map(text -> new Dated(text.getLong(), text.getLong()));
    }

    /** Who has written it, and when by the writer's clock. */
    private record Dated(long writer, long at) {}
}
