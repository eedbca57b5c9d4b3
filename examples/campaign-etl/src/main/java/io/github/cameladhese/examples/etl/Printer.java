package io.github.cameladhese.examples.etl;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says lines by a thread of its own, so that nobody waits for a terminal that is held, or for a pipe that nobody reads. What
 * does not fit meanwhile is left out, and that is said. Many threads may call.
 */
final class Printer {

    private final Console console;
    private final AtomicInteger leftOut = new AtomicInteger();
    private final ThreadPoolExecutor thread;

    /** @param room how many lines may wait, one or more */
    Printer(Console console, int room) {
        this.console = console;
        thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(room),
                Printer::daemon,
                (line, full) -> leftOut.incrementAndGet());
        thread.allowCoreThreadTimeOut(true); // So there is nothing to close.
    }

    void print(String line) {
        thread.execute(() -> say(line));
    }

    private void say(String line) {
        int missing = leftOut.getAndSet(0);
        if (missing > 0) {
            console.say("(Lines that are left out, as this was not read fast enough: " + missing + ")");
        }
        console.say(line);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "printer");
        thread.setDaemon(true);
        return thread;
    }
}
