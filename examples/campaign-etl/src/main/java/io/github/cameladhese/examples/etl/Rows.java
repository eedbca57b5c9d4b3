package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers, as rows for the tables; a row's keys are the columns of {@link Table}. Takes what it knows: a field that
 * is missing or of another type becomes null, one that is unknown stays in {@code raw}. Immutable.
 */
final class Rows {

    /** A record from further ahead has a broken date, and its date must not become a watermark. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    /** A pair is one code point, of none of which this is true. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final String realm;
    private final InstantSource clock;

    Rows(String realm, InstantSource clock) {
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * What a page has, {@code size} records at a time, read as they are asked for; one empty batch if it has none. Is
     * {@link java.io.Closeable}.
     *
     * @throws EtlException if the answer has no array
     */
    Iterator<Batch> batches(Table table, InputStream answer, int size) {
        return new Batches(table, records(table.toString(), answer), size);
    }

    /** All records of one campaign. @throws EtlException if the answer has no array */
    Batch of(Table table, int campaignId, InputStream answer) {
        return batch(table, records(table + " of campaign " + campaignId, answer), Integer.MAX_VALUE, campaignId);
    }

    private Records records(String what, InputStream answer) {
        return new Records(what + " of realm '" + realm + "'", answer);
    }

    private final class Batches implements Iterator<Batch>, Closeable {

        private final Table table;
        private final Records records;
        private final int size;
        private boolean begun;

        private Batches(Table table, Records records, int size) {
            this.table = table;
            this.records = records;
            this.size = size;
        }

        @Override
        public boolean hasNext() {
            return !begun || records.hasNext();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            begun = true;
            return batch(table, records, size, Batch.NO_CAMPAIGN);
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    private Batch batch(Table table, Iterator<JsonNode> records, int size, int campaignId) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<Map<String, @Nullable Object>> rejected = new ArrayList<>();
        while (records.hasNext() && rows.size() + rejected.size() < size) {
            JsonNode element = records.next();
            String raw = element.toString();
            String reason = reasonToReject(element, raw);
            if (reason.isEmpty()) {
                rows.add(row(table, element, raw, campaignId));
            } else {
                rejected.add(
                        Map.of("realm", realm, "stream", table.toString(), "reason", reason, "raw", encodable(raw)));
            }
        }
        // What cannot be read could be any row of the campaign: none of them is taken for deleted.
        return Batch.of(rows, rejected, List.of(rejected.isEmpty() ? campaignId : Batch.NO_CAMPAIGN));
    }

    private static String reasonToReject(JsonNode element, String raw) {
        Long id = number(element.path("id"));
        if (!element.isObject()) {
            return "not an object but " + element.getNodeType().name().toLowerCase(Locale.ROOT);
        }
        if (id == null || id < 1 || id > Integer.MAX_VALUE) {
            return "id is no int from 1 on";
        }
        if (raw.contains("\\u0000")) {
            return "a NUL character, which PostgreSQL does not take";
        }
        return StandardCharsets.UTF_8.newEncoder().canEncode(raw) ? "" : "half a character (a lone surrogate)";
    }

    /** With each lone surrogate as JSON writes it. */
    private static String encodable(String raw) {
        return LONE_SURROGATE
                .matcher(raw)
                .replaceAll(half -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) half.group().charAt(0)));
    }

    private Map<String, @Nullable Object> row(Table table, JsonNode element, String raw, int campaignId) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("realm", realm);
        row.put("id", number(element.path("id")));
        row.put("modified_ms", modified(element));
        row.put("deleted", element.path("deleted").booleanValue());
        row.put("raw", raw);
        row.put("name", text(element.path("name")));
        row.put("starts_on", LocalDay.of(element.path("startDate")));
        row.put("ends_on", LocalDay.of(element.path("endDate")));
        switch (table) {
            case ADVERTISERS -> {
                row.put(
                        "active",
                        element.path("active").isBoolean()
                                ? element.path("active").booleanValue()
                                : null);
                row.put("external_id", text(element.path("externalId")));
            }
            case CAMPAIGNS -> {
                row.put("advertiser_id", number(element.at("/advertiser/id")));
                row.put("advertiser", text(element.at("/advertiser/name")));
            }
            case BOOKINGS -> {
                row.put("campaign_id", campaignId);
                row.put("volume", number(element.path("volume")));
            }
            case CREATIVES -> {
                row.put("campaign_id", campaignId);
                row.put("format", text(element.path("format")));
            }
        }
        return row;
    }

    private @Nullable Long modified(JsonNode element) {
        Long millis = number(element.path("modified"));
        return millis == null || millis > clock.instant().plus(CLOCKS_DIFFER).toEpochMilli() ? null : millis;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : null;
    }

    /** A number, or one as text, as APIs write those that JavaScript would round. */
    private static @Nullable Long number(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? value.longValue() : null;
        }
        try {
            return value.isTextual() ? Long.valueOf(value.textValue()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
