package io.github.cameladhese.examples.etl;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal. */
final class BarProgress implements Progress {

    private final PrintStream terminal;
    private volatile @Nullable ProgressBar bar;

    BarProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void start(String task, long total) {
        close();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII) // also for terminals without Unicode
                .setUpdateIntervalMillis(200)
                .showSpeed() // the time left is shown anyway
                .setConsumer(new ConsoleProgressBarConsumer(terminal))
                .build();
    }

    @Override
    public void advance(long steps) {
        ProgressBar current = bar;
        if (current != null) {
            current.stepBy(steps);
        }
    }

    @Override
    public void close() {
        ProgressBar current = bar;
        if (current != null) {
            current.close();
        }
        bar = null;
    }
}
