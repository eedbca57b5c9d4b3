package io.github.cameladhese.auth.keycloak;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that keep sending messages through one route, each at an even pace, until this is closed. */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE_AT_END = Duration.ofMinutes(1);

    private final ScheduledExecutorService threads;
    private final AtomicLong sent = new AtomicLong();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    /**
     * Starts at once.
     *
     * @param every how often each of the threads sends; one whose message takes longer sends the next one late
     */
    Load(CustomerApp app, String step, int threads, Duration every) {
        this.threads = Executors.newScheduledThreadPool(threads);
        for (int thread = 0; thread < threads; thread++) { // one after the other, not all at each tick
            var unused = this.threads.scheduleAtFixedRate(
                    () -> send(app, step), every.toNanos() * thread / threads, every.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * An exchange that failed.
     *
     * @param begunAt by {@link System#nanoTime()}
     */
    record Failure(long begunAt, Exception reason) {}

    /** How many messages are through, with success or without. */
    long sent() {
        return sent.get();
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Those of exchanges that began at this {@link System#nanoTime()} or later. */
    List<Failure> failuresSince(long nanos) {
        return failures.stream().filter(failure -> failure.begunAt - nanos >= 0).toList();
    }

    /** Goes on for this time, and then ends. */
    void endAfter(Duration time) {
        var unused = threads.schedule(threads::shutdown, time.toNanos(), TimeUnit.NANOSECONDS);
        awaitEnd(time.plus(PATIENCE_AT_END));
    }

    /** Sends nothing any more and waits for what is under way. A second call does nothing. */
    void end() {
        threads.shutdown();
        awaitEnd(PATIENCE_AT_END);
    }

    @Override
    public void close() {
        end();
    }

    private void awaitEnd(Duration patience) {
        try {
            if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("exchanges hang");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void send(CustomerApp app, String step) {
        long begunAt = System.nanoTime();
        Exception reason;
        try {
            reason = app.call(step).getException();
        } catch (RuntimeException e) { // or nothing would be sent any more, and nobody would know
            reason = e;
        }
        if (reason != null) {
            failures.add(new Failure(begunAt, reason));
        }
        sent.incrementAndGet();
    }
}
