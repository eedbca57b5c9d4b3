package io.github.cameladhese.auth.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long the step took, by how long ago the last token request began: the first {@link #WINDOW} after it is the rollover, and
 * every later one is a window of steady state of the same length to compare it with, since a high percentile of few exchanges
 * says nothing by itself. Thread-safe.
 */
final class Latencies {

    /** Longer than a token request takes. */
    static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(50);

    private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9, 100.0);

    private final ConcurrentSkipListMap<Long, Histogram> windows = new ConcurrentSkipListMap<>();

    /** @param sinceRequest from when the last token request began until this exchange began; may be less than zero */
    void record(long nanos, long sinceRequest) {
        windows.computeIfAbsent(Math.max(0, sinceRequest / WINDOW), window -> new ConcurrentHistogram(3))
                .recordValue(Math.max(0, nanos));
    }

    long exchanges() {
        return windows.values().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    /** A table of the rollover, of all the rest, and of how far the windows of the rest are from each other. */
    List<String> table() {
        Histogram rollover = windows.getOrDefault(0L, new Histogram(3));
        Histogram steady = new Histogram(3);
        windows.tailMap(1L).values().forEach(steady::add);
        List<Histogram> alike = windows.tailMap(1L).values().stream()
                .filter(window -> window.getTotalCount() >= rollover.getTotalCount() * 9 / 10)
                .toList();
        List<String> table = new ArrayList<>();
        table.add("| the step | exchanges | p50 | p99 | p99.9 | max |");
        table.add("| --- | --- | --- | --- | --- | --- |");
        table.add(row("rollover", List.of(rollover)));
        table.add(row("steady, each of " + alike.size() + " windows of that length", alike));
        table.add(row("steady, all", List.of(steady)));
        return table;
    }

    private static String row(String name, List<Histogram> windows) {
        StringBuilder row = new StringBuilder("| ").append(name).append(" | ");
        row.append(range(windows.stream().map(Histogram::getTotalCount).toList(), "%,d"));
        for (double percentile : PERCENTILES) {
            row.append(" | ")
                    .append(range(
                            windows.stream()
                                    .map(window -> window.getValueAtPercentile(percentile) / 1000.0)
                                    .toList(),
                            "%,.1f"))
                    .append(" µs");
        }
        return row.append(" |").toString();
    }

    private static <T extends Comparable<T>> String range(List<T> values, String format) {
        List<T> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "–";
        }
        String least = String.format(Locale.ROOT, format, sorted.get(0));
        return sorted.size() == 1
                ? least
                : least + " to " + String.format(Locale.ROOT, format, sorted.get(sorted.size() - 1));
    }
}
