package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Two clocks that go on only when told to, together or apart. Thread-safe. */
public final class FakeClock implements TokenClock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000); // about to overflow, as it may
    private final AtomicLong millis = new AtomicLong(1_767_225_600_000L); // 2026-01-01T00:00:00Z

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long currentTimeMillis() {
        return millis.get();
    }

    /** Time passes, on both clocks. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    /** Somebody corrects the wall clock, or the machine was suspended. */
    public void moveWallClock(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    /** The monotonic clock goes on while the wall clock stands, as when the latter is set back. */
    public void advanceMonotonic(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
