package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a store works, and what the log says of it: one WARN for an outage and one INFO at its end, and no second WARN within
 * {@link #BETWEEN_WARNINGS}, however often it comes and goes. An outage is over when what failed, reading or writing, works
 * again: a full store can be read. One state, changed in one step. Thread-safe.
 */
final class StoreHealth {

    /** What is asked of a store. */
    enum Kind {
        READING,
        WRITING
    }

    /** How long a store is left alone that has failed: long beside an operation, short beside a token's life. */
    static final Duration REST = Duration.ofSeconds(15);

    static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

    private final String store;
    private final TokenClock clock;
    private final AtomicReference<State> state = new AtomicReference<>(State.WELL);

    /** @param store what to call it in the log: no text of its own, which may hold a password */
    StoreHealth(String store, TokenClock clock) {
        this.store = store;
        this.clock = clock;
        LOG.info("Tokens are shared by a store ({})", store);
    }

    /** Whether it has failed so recently that it is left alone. One that cannot be written to is read all the same. */
    boolean isResting(Kind kind) {
        return now().isRestingAt(kind, clock.nanoTime());
    }

    /** @param askedAt by the monotonic clock; what was asked before the last failure does not show that this is over */
    void worked(Kind kind, long askedAt) {
        State seen;
        State next;
        do {
            seen = now();
            if (!seen.fails(kind) || seen.isRestingAt(kind, askedAt) || askedAt - seen.failedAt(kind) < 0) {
                return;
            }
            next = seen.working(kind);
        } while (!state.compareAndSet(seen, next));
        if (seen.warned && !next.warned) {
            LOG.info("The token store ({}) works again, and tokens are shared.", store);
        }
    }

    /** @param how what came back, without the text of an exception: nobody knows what that may hold */
    void failed(Kind kind, String how) {
        long now = clock.nanoTime();
        State seen;
        State next;
        do {
            seen = now();
            next = seen.failing(kind, now);
        } while (!state.compareAndSet(seen, next));
        if (next.warned && !seen.warned) {
            LOG.warn(
                    "The token store ({}) cannot be used: {} {}. Tokens are fetched by this process alone meanwhile, and no"
                            + " exchange fails for it; the store is tried again after {} s. Check that it runs, can be reached,"
                            + " and is not full. This is not logged again until it has worked, and not within {} minutes.",
                    store,
                    kind == Kind.READING ? "reading" : "writing",
                    how,
                    REST.toSeconds(),
                    BETWEEN_WARNINGS.toMinutes());
        } else {
            LOG.debug("The token store ({}) still cannot be used: {} {}", store, kind, how);
        }
    }

    private State now() {
        return Objects.requireNonNull(state.get());
    }

    /**
     * At one instant.
     *
     * @param reading whether reading failed when it was last tried
     * @param writing the same for writing
     * @param readingFailedAt when reading failed last
     * @param writingFailedAt the same for writing
     * @param warned whether the log says so
     * @param warnedBefore whether it ever did
     * @param warnedAt when it last did
     */
    private record State(
            boolean reading,
            boolean writing,
            long readingFailedAt,
            long writingFailedAt,
            boolean warned,
            boolean warnedBefore,
            long warnedAt) {

        static final State WELL = new State(false, false, 0, 0, false, false, 0);

        boolean fails(Kind kind) {
            return kind == Kind.READING ? reading : writing;
        }

        long failedAt(Kind kind) {
            return kind == Kind.READING ? readingFailedAt : writingFailedAt;
        }

        boolean isRestingAt(Kind kind, long now) {
            return (reading && now - readingFailedAt < REST.toNanos())
                    || (kind == Kind.WRITING && writing && now - writingFailedAt < REST.toNanos());
        }

        State working(Kind kind) {
            boolean stillReading = reading && kind != Kind.READING;
            boolean stillWriting = writing && kind != Kind.WRITING;
            return new State(
                    stillReading,
                    stillWriting,
                    readingFailedAt,
                    writingFailedAt,
                    warned && (stillReading || stillWriting),
                    warnedBefore,
                    warnedAt);
        }

        State failing(Kind kind, long now) {
            boolean warns = !warned && (!warnedBefore || now - warnedAt >= BETWEEN_WARNINGS.toNanos());
            return new State(
                    reading || kind == Kind.READING,
                    writing || kind == Kind.WRITING,
                    kind == Kind.READING ? now : readingFailedAt,
                    kind == Kind.WRITING ? now : writingFailedAt,
                    warned || warns,
                    warnedBefore || warns,
                    warns ? now : warnedAt);
        }
    }
}
