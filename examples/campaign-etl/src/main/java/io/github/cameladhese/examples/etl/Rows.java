package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers, as rows for the tables; a row's keys are the columns of {@link Table}. Takes what it knows: a field that
 * is missing or of another type becomes null, one that is unknown stays in {@code raw}. Immutable.
 */
final class Rows {

    /** A record from further ahead has a broken date, and its date must not become a watermark. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final String realm;
    private final InstantSource clock;

    Rows(String realm, InstantSource clock) {
        this.realm = realm;
        this.clock = clock;
    }

    /** Records of a page. @throws EtlException if the answer has no array */
    Batch of(Table table, JsonNode answer) {
        return batch(table, array(table.toString(), answer), Batch.NO_CAMPAIGN);
    }

    /** All records of one campaign. @throws EtlException if the answer has no array */
    Batch of(Table table, int campaignId, JsonNode answer) {
        return batch(table, array(table + " of campaign " + campaignId, answer), campaignId);
    }

    private Batch batch(Table table, JsonNode records, int campaignId) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<Map<String, @Nullable Object>> rejected = new ArrayList<>();
        for (JsonNode element : records) {
            String raw = element.toString();
            String reason = reasonToReject(element, raw);
            if (reason.isEmpty()) {
                rows.add(row(table, element, raw, campaignId));
            } else {
                rejected.add(Map.of("realm", realm, "stream", table.toString(), "reason", reason, "raw", raw));
            }
        }
        // What cannot be read could be any row of the campaign: none of them is taken for deleted.
        return Batch.of(rows, rejected, List.of(rejected.isEmpty() ? campaignId : Batch.NO_CAMPAIGN));
    }

    private static String reasonToReject(JsonNode element, String raw) {
        Long id = number(element.path("id"));
        if (!element.isObject()) {
            return "not an object but " + shape(element);
        }
        if (id == null || id < 1 || id > Integer.MAX_VALUE) {
            return "id is no int from 1 on";
        }
        return raw.contains("\\u0000") ? "a NUL character, which PostgreSQL does not take" : "";
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

    /** The answer, or the only array in it. */
    private JsonNode array(String what, JsonNode answer) {
        List<JsonNode> arrays = new ArrayList<>();
        if (answer.isObject()) {
            answer.forEach(field -> {
                if (field.isArray()) {
                    arrays.add(field);
                }
            });
        }
        if (answer.isArray() || arrays.size() == 1) {
            return answer.isArray() ? answer : arrays.get(0);
        }
        throw new EtlException("Reading " + what + " of realm '" + realm + "': the API answered with " + shape(answer)
                + " instead of an array, or an object with one array. Check the paths in application.properties; they are"
                + " invented.");
    }

    /** Names of fields, never their values: an answer may repeat what was sent. */
    private static String shape(JsonNode node) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return node.isObject()
                ? "an object (fields: " + String.join(", ", fields.subList(0, Math.min(fields.size(), 10))) + ")"
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
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
