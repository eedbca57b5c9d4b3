package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something later, in a thread of its own. Thread-safe. */
@FunctionalInterface
public interface TokenTimer {

    /**
     * Returns at once.
     *
     * @param task must not block
     * @return cancels the task; one that has begun goes on
     * @throws RejectedExecutionException if the timer was stopped
     */
    Runnable after(Duration delay, Runnable task);

    /** A timer that lives as long as the given one. */
    static TokenTimer of(ScheduledExecutorService timer) {
        return (delay, task) -> {
            Future<?> scheduled = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}
