package io.github.cameladhese.auth.load;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the step took, in steady state and around each token request. Thread-safe. */
final class Latencies {

    private final Histogram steady = new ConcurrentHistogram(3);
    private final Histogram rollover = new ConcurrentHistogram(3);

    /** @param nearRequest whether a token request began shortly before it, or while it ran */
    void record(long nanos, boolean nearRequest) {
        (nearRequest ? rollover : steady).recordValue(Math.max(0, nanos));
    }

    Histogram steady() {
        return steady;
    }

    Histogram rollover() {
        return rollover;
    }

    static String row(String name, Histogram histogram) {
        StringBuilder row = new StringBuilder("| ").append(name).append(" | ");
        row.append(String.format(Locale.ROOT, "%,d", histogram.getTotalCount()));
        for (double percentile : List.of(50.0, 99.0, 99.9, 100.0)) {
            row.append(String.format(Locale.ROOT, " | %,.1f µs", histogram.getValueAtPercentile(percentile) / 1000.0));
        }
        return row.append(" |").toString();
    }
}
