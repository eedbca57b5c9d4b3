package io.github.cameladhese.examples.etl;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A plain line now and then, for logs and pipes: the more is done, the more it takes until the next. */
final class LineProgress implements Progress {

    private static final long FIRST_LINE = 1000;

    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private String task = "";
    private long total = TOTAL_UNKNOWN;
    private long done;
    private long startedAt;

    /** @param nanoTime as {@link System#nanoTime} */
    LineProgress(Consumer<String> lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void start(String task, long total) {
        this.task = task;
        this.total = total;
        done = 0;
        startedAt = nanoTime.getAsLong();
    }

    @Override
    public synchronized void advance(long steps) {
        long before = done;
        done += steps;
        long between = between();
        if (done / between > before / between || done == total) {
            lines.accept(String.format(Locale.ROOT, "%s: %,d%s", task, done, rest()));
        }
    }

    /** 1,000 lines for a million would hide what else the log says. */
    private long between() {
        long between = FIRST_LINE;
        while (done >= 10 * between) {
            between *= 10;
        }
        return between;
    }

    private String rest() {
        double seconds = Math.max(1, nanoTime.getAsLong() - startedAt) / 1e9;
        String rate = String.format(Locale.ROOT, "%,.0f/s", done / seconds);
        if (total == TOTAL_UNKNOWN) {
            return " (" + rate + ")";
        }
        Duration left = Duration.ofSeconds(Math.round(seconds * (total - done) / done));
        return String.format(
                Locale.ROOT,
                " of %,d (%s, %d:%02d:%02d left)",
                total,
                rate,
                left.toHours(),
                left.toMinutesPart(),
                left.toSecondsPart());
    }

    @Override
    public void close() {}
}
