package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads Adhese's day bounds: epoch milliseconds, as text, at midnight of Europe/Brussels. */
final class LocalDay {

    // In UTC a Brussels midnight is 22:00 or 23:00 of the day before.
    private static final ZoneId ADHESE_ZONE = ZoneId.of("Europe/Brussels");

    private LocalDay() {}

    /** The day, or null if there is none or it is no milliseconds; the raw JSON still has it. */
    static @Nullable LocalDate of(JsonNode millis) {
        if (!millis.isTextual() && !millis.isIntegralNumber()) {
            return null;
        }
        try {
            return LocalDate.ofInstant(Instant.ofEpochMilli(Long.parseLong(millis.asText())), ADHESE_ZONE);
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
