package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two clocks that go on only when told to, together or apart, and a timer that goes by the monotonic one: what is due runs in
 * the thread that tells, each task at its time. As a source of instants it is the wall clock. Thread-safe.
 */
public final class FakeClock implements TokenClock, TokenTimer, InstantSource {

    private static final long BEGIN = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AtomicLong nanos;
    private final AtomicLong wallNanos = new AtomicLong(); // since 2026-01-01T00:00:00Z
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.naturalOrder());
    private long elapsed;
    private long promised; // how far those who let time pass want elapsed to go, all together
    private long alarmsSet;

    /** Its monotonic clock is about to overflow, as it may. */
    public FakeClock() {
        this(Long.MAX_VALUE - 1_000_000);
    }

    /** @param nanos what the monotonic clock reads */
    public FakeClock(long nanos) {
        this.nanos = new AtomicLong(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long currentTimeMillis() {
        return BEGIN + Math.floorDiv(wallNanos.get(), NANOS_PER_MILLI);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(currentTimeMillis());
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(Math.addExact(elapsed, Math.max(0, delay.toNanos())), alarmsSet++, task);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    /** Time passes, on both clocks. What several threads let pass, or a task that is due meanwhile, adds up. */
    public void advance(Duration time) {
        pass(time, true);
    }

    /** Somebody corrects the wall clock, or the machine was suspended. */
    public void moveWallClock(Duration time) {
        wallNanos.addAndGet(time.toNanos());
    }

    /** The monotonic clock goes on while the wall clock stands, as when the latter is set back. */
    public void advanceMonotonic(Duration time) {
        pass(time, false);
    }

    /** What the timer has still to do. */
    public synchronized int alarms() {
        return alarms.size();
    }

    /** Tasks run without a lock: they may wait for threads that let time pass, too. */
    private void pass(Duration time, boolean wallClockToo) {
        long end = promise(time);
        for (Alarm due = nextUntil(end); due != null; due = nextUntil(end)) {
            stepTo(due.at, wallClockToo);
            due.task.run();
        }
        stepTo(end, wallClockToo);
    }

    private synchronized long promise(Duration time) {
        promised = Math.max(promised, elapsed) + time.toNanos();
        return promised;
    }

    private synchronized Alarm nextUntil(long end) {
        Alarm next = alarms.peek();
        return next != null && next.at <= end ? alarms.poll() : null;
    }

    /** Never back. */
    private synchronized void stepTo(long at, boolean wallClockToo) {
        long step = Math.max(0, at - elapsed);
        nanos.addAndGet(step);
        elapsed += step;
        if (wallClockToo) {
            wallNanos.addAndGet(step);
        }
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.remove(alarm);
    }

    private record Alarm(long at, long number, Runnable task) implements Comparable<Alarm> {

        @Override
        public int compareTo(Alarm other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }
}
