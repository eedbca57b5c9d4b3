package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Two clocks at the price of two memory reads, for the path that every exchange takes: reading the machine's clocks costs
 * more than all the rest of it; docs/benchmarks.md has the figures.
 *
 * <p>It shows the time of its next tick, so that it runs ahead by up to one tick and a token never seems younger than it is;
 * whoever finds a token over by this clock looks at the exact one before it acts. Only when a tick is late, because the
 * machine was suspended or is starved of processors, is it behind, and no longer than until that tick. Thread-safe.
 */
public final class TickingClock implements TokenClock {

    private final TokenClock exact;
    private final Duration tick;
    private volatile long nanos;
    private volatile long millis;

    /**
     * Starts at once, and stops with the timer.
     *
     * @param exact the clocks that are read at each tick
     * @param tick the time between two readings, at least a millisecond
     */
    public TickingClock(TokenClock exact, Duration tick, ScheduledExecutorService timer) {
        this.exact = exact;
        this.tick = tick;
        read();
        var unused = timer.scheduleAtFixedRate(this::read, tick.toNanos(), tick.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long currentTimeMillis() {
        return millis;
    }

    private void read() {
        nanos = exact.nanoTime() + tick.toNanos();
        millis = exact.currentTimeMillis() + tick.toMillis();
    }
}
