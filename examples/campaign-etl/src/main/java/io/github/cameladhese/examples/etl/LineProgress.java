package io.github.cameladhese.examples.etl;

import java.util.Locale;
import java.util.function.Consumer;

/** A plain line now and then, for logs and pipes. */
final class LineProgress implements Progress {

    private static final long STEPS_BETWEEN_LINES = 1000;

    private final Consumer<String> lines;
    private String task = "";
    private long total = TOTAL_UNKNOWN;
    private long done;

    LineProgress(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void start(String task, long total) {
        this.task = task;
        this.total = total;
        done = 0;
    }

    @Override
    public synchronized void advance(long steps) {
        long before = done / STEPS_BETWEEN_LINES;
        done += steps;
        if (done / STEPS_BETWEEN_LINES > before || done == total) {
            String end = total == TOTAL_UNKNOWN ? "" : String.format(Locale.ROOT, " of %,d", total);
            lines.accept(String.format(Locale.ROOT, "%s: %,d%s", task, done, end));
        }
    }

    @Override
    public void close() {}
}
