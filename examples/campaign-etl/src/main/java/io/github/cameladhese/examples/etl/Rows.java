package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers, as rows for the tables; a row's keys are the names in {@code load.sql}. Takes what it knows: a field
 * that is missing or of another type becomes null, one that is unknown stays in {@code raw}. Immutable.
 */
final class Rows {

    private final String realm;

    Rows(String realm) {
        this.realm = realm;
    }

    /** Rows for table campaigns. @throws EtlException if the answer is not an array of objects with an int as id */
    List<Map<String, Object>> campaigns(JsonNode answer) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode campaign : array("Campaigns", answer)) {
            Map<String, Object> row = row("Campaigns", campaign);
            row.put("advertiser_id", number(campaign.at("/advertiser/id")));
            row.put("advertiser", text(campaign.at("/advertiser/name")));
            rows.add(row);
        }
        return rows;
    }

    /** Rows for table bookings. @throws EtlException if the answer is not an array of objects with an int as id */
    List<Map<String, Object>> bookings(int campaignId, JsonNode answer) {
        String what = "Bookings of campaign " + campaignId;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode booking : array(what, answer)) {
            Map<String, Object> row = row(what, booking);
            row.put("campaign_id", campaignId);
            row.put("volume", number(booking.path("volume")));
            rows.add(row);
        }
        return rows;
    }

    /** All rows of several lists of rows. Of those with one id the last counts: a statement cannot upsert a row twice. */
    static List<Object> join(List<?> parts) {
        Map<Object, Object> byId = new LinkedHashMap<>();
        for (Object part : parts) {
            for (Object row : (List<?>) part) {
                byId.put(((Map<?, ?>) row).get("id"), row);
            }
        }
        return List.copyOf(byId.values());
    }

    /** The columns that both tables have. */
    private Map<String, Object> row(String what, JsonNode element) {
        JsonNode id = element.path("id");
        if (!id.canConvertToInt() || !id.isIntegralNumber()) {
            throw unexpected(what, shape(element) + " that has no int as id");
        }
        Map<String, Object> row = new HashMap<>();
        row.put("realm", realm);
        row.put("id", id.intValue());
        row.put("name", text(element.path("name")));
        row.put("starts_on", LocalDay.of(element.path("startDate")));
        row.put("ends_on", LocalDay.of(element.path("endDate")));
        row.put("raw", element.toString());
        return row;
    }

    private JsonNode array(String what, JsonNode answer) {
        if (!answer.isArray()) {
            throw unexpected(what, shape(answer) + " instead of an array");
        }
        return answer;
    }

    private EtlException unexpected(String what, String cameBack) {
        return new EtlException(what + " of realm '" + realm + "': the API answered with " + cameBack
                + ". Check the paths in application.properties; they are invented.");
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

    private static @Nullable Long number(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
    }
}
