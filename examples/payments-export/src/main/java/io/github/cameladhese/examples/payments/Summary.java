package io.github.cameladhese.examples.payments;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run did.
 *
 * @param pages API requests that brought a page
 * @param tokenRequests requests to the token endpoint, by the component's own count
 */
record Summary(long payments, long pages, long tokenRequests, Duration time) {

    List<String> lines() {
        return List.of(
                line("payments", "%,d", payments),
                line("pages", "%,d", pages),
                line("token requests", "%,d", tokenRequests),
                line("time", "%.1f s", time.toMillis() / 1000.0));
    }

    private static String line(String name, String format, Object value) {
        return String.format(Locale.ROOT, "%-15s%10s", name, String.format(Locale.ROOT, format, value));
    }
}
