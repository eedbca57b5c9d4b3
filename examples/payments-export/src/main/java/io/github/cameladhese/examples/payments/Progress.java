package io.github.cameladhese.examples.payments;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how many payments have come; how many there are, nobody knows before the last page. On a terminal it is a bar that
 * moves, elsewhere a line now and then. Not thread-safe.
 */
final class Progress implements AutoCloseable {

    private static final String TASK = "Payments";
    private static final long BETWEEN_LINES = 1000;

    private final PrintStream out;
    private final @Nullable ProgressBar bar;
    private long done;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName(TASK)
                        .setInitialMax(-1)
                        .setStyle(ProgressBarStyle.ASCII) // also for terminals without Unicode
                        .setConsumer(new ConsoleProgressBarConsumer(out))
                        .build()
                : null;
    }

    void advance(long payments) {
        long lines = done / BETWEEN_LINES;
        done += payments;
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage("");
        } else if (done / BETWEEN_LINES > lines) {
            out.println(String.format(Locale.ROOT, "%s: %,d", TASK, done));
        }
    }

    /** Why nothing moves for a while. */
    void waiting(String why) {
        if (bar != null) {
            bar.setExtraMessage(why);
        } else {
            out.println(why);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
