package io.github.cameladhese.examples.etl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run did.
 *
 * @param realms in the order in which they were copied
 * @param elsewhere those that other workers of the same run copied
 * @param time that it took to copy them
 * @param files what was written beside the tables, and where
 * @param unwritten why what should have been written was not
 * @param peakMemory of this process, in bytes
 */
record Summary(
        List<Outcome> realms,
        List<String> elsewhere,
        Duration time,
        List<String> files,
        List<String> unwritten,
        OptionalLong peakMemory) {

    /**
     * What became of one realm.
     *
     * @param apiRequests those that were answered with success
     * @param tokenRequests requests to the token endpoint, by the component's own count
     * @param failure empty if everything was copied
     */
    record Outcome(String realm, Map<Table, RowCounts> rows, long apiRequests, long tokenRequests, String failure) {

        boolean failed() {
            return !failure.isEmpty();
        }

        RowCounts rows(Table table) {
            return rows.getOrDefault(table, RowCounts.NONE);
        }
    }

    /** 0 if every realm was copied, 2 if some were, 1 if none was; 3 if every realm was, but a file was not written. */
    int exitCode() {
        if (failed() == 0) {
            return unwritten.isEmpty() ? 0 : 3;
        }
        return failed() < realms.size() + elsewhere.size() ? 2 : 1;
    }

    long failed() {
        return realms.stream().filter(Outcome::failed).count();
    }

    private long rows() {
        return realms.stream()
                .flatMap(outcome -> outcome.rows().values().stream())
                .mapToLong(RowCounts::total)
                .sum();
    }

    /** The table at the end of a run. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : realms) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-15s%10s%10s%10s%10s%10s",
                    outcome.realm(),
                    "rows",
                    "new",
                    "changed",
                    "deleted",
                    "unchanged"));
            for (Table table : Table.values()) {
                lines.add(line(table, outcome.rows(table)));
                oddities(outcome.rows(table)).ifPresent(lines::add);
            }
            lines.add(line("API requests", String.format(Locale.ROOT, "%,d", outcome.apiRequests())));
            lines.add(line("token requests", String.format(Locale.ROOT, "%,d", outcome.tokenRequests())));
            if (outcome.failed()) {
                lines.add("FAILED: " + outcome.failure());
            }
            lines.add("");
        }
        if (!elsewhere.isEmpty()) {
            lines.add("copied before in this run: " + String.join(", ", elsewhere));
            lines.add("");
        }
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        lines.add(line("time", String.format(Locale.ROOT, "%.1f s", seconds)));
        lines.add(line("rows per second", String.format(Locale.ROOT, "%,.0f", rows() / seconds)));
        peakMemory.ifPresent(
                bytes -> lines.add(line("peak memory", String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000))));
        lines.addAll(files);
        return lines;
    }

    private static String line(Table table, RowCounts rows) {
        return String.format(
                Locale.ROOT,
                "%-15s%,10d%,10d%,10d%,10d%,10d",
                table,
                rows.total(),
                rows.added(),
                rows.changed(),
                rows.deleted(),
                rows.unchanged());
    }

    private static Optional<String> oddities(RowCounts rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("late", rows.late());
        counts.put("outdated", rows.outdated());
        counts.put("duplicate", rows.duplicate());
        counts.put("quarantined", rows.quarantined());
        counts.values().removeIf(count -> count == 0);
        return counts.entrySet().stream()
                .map(count -> String.format(Locale.ROOT, "%,d %s", count.getValue(), count.getKey()))
                .reduce((one, other) -> one + ", " + other)
                .map(all -> "  of these " + all);
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-15s%10s", name, value);
    }
}
