package io.github.cameladhese.examples.etl;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run did.
 *
 * @param tokenRequests requests to the token endpoint, by the component's own count
 */
record Summary(RowCounts campaigns, RowCounts bookings, long apiRequests, long tokenRequests, Duration time) {

    /** The table at the end of a run. */
    List<String> lines() {
        return List.of(
                "                     rows       new   changed unchanged",
                line("campaigns", campaigns),
                line("bookings", bookings),
                "",
                line("API requests", String.format(Locale.ROOT, "%,d", apiRequests)),
                line("token requests", String.format(Locale.ROOT, "%,d", tokenRequests)),
                line("time", String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)));
    }

    private static String line(String name, RowCounts rows) {
        return String.format(
                Locale.ROOT,
                "%-15s%,10d%,10d%,10d%,10d",
                name,
                rows.total(),
                rows.added(),
                rows.changed(),
                rows.unchanged());
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-15s%10s", name, value);
    }
}
