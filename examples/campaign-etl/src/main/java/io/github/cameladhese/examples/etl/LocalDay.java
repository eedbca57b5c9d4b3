package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads Adhese's day bounds: epoch milliseconds, as text, at midnight of Europe/Brussels. */
final class LocalDay {

    // In UTC a Brussels midnight is 22:00 or 23:00 of the day before.
    private static final ZoneId ADHESE_ZONE = ZoneId.of("Europe/Brussels");

    /** Nobody sells ads for a day behind it, and no database has a date for all of them. */
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private static final long FIRST_MILLIS =
            Instant.parse("0001-01-02T00:00:00Z").toEpochMilli();

    private LocalDay() {}

    /** The day, or null if there is none, it is no milliseconds or too far away; the raw JSON still has it. */
    static @Nullable LocalDate of(JsonNode millis) {
        if (!millis.isTextual() && !millis.isIntegralNumber()) {
            return null;
        }
        try {
            long instant = Long.parseLong(millis.asText());
            return instant > LAST_MILLIS || instant < FIRST_MILLIS
                    ? null
                    : LocalDate.ofInstant(Instant.ofEpochMilli(instant), ADHESE_ZONE);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
