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

    private final AtomicLong nanos;
    private final AtomicLong millis = new AtomicLong(1_767_225_600_000L); // 2026-01-01T00:00:00Z
    private final Object passing = new Object(); // held while time passes, so that what many threads let pass adds up
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.naturalOrder());
    private long elapsed;
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
        return millis.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(Math.addExact(elapsed, Math.max(0, delay.toNanos())), alarmsSet++, task);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    /** Time passes, on both clocks. */
    public void advance(Duration time) {
        synchronized (passing) {
            pass(time, true);
        }
    }

    /** Somebody corrects the wall clock, or the machine was suspended. */
    public void moveWallClock(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    /** The monotonic clock goes on while the wall clock stands, as when the latter is set back. */
    public void advanceMonotonic(Duration time) {
        synchronized (passing) {
            pass(time, false);
        }
    }

    /** What the timer has still to do. */
    public synchronized int alarms() {
        return alarms.size();
    }

    private void pass(Duration time, boolean wallClockToo) {
        long millisBefore = millis.get();
        long begun;
        long end;
        synchronized (this) {
            begun = elapsed;
            end = elapsed + time.toNanos();
        }
        for (Alarm due = nextUntil(end); due != null; due = nextUntil(end)) {
            stepTo(Math.max(due.at, begun), begun, millisBefore, wallClockToo);
            due.task.run();
        }
        stepTo(end, begun, millisBefore, wallClockToo);
    }

    private synchronized Alarm nextUntil(long end) {
        Alarm next = alarms.peek();
        return next != null && next.at <= end ? alarms.poll() : null;
    }

    private synchronized void stepTo(long at, long begun, long millisBefore, boolean wallClockToo) {
        nanos.addAndGet(at - elapsed);
        elapsed = at;
        if (wallClockToo) {
            millis.set(millisBefore + (at - begun) / 1_000_000);
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
