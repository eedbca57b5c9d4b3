package io.github.cameladhese.examples.payments;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far one run has come: which page is next, and where the payments go. Not thread-safe. */
final class Export {

    private static final String CHECK = " Check payments.path in application.properties.";

    private final Set<String> cursors = new HashSet<>();
    private final String filter;
    private final CsvFile file;
    private final Progress progress;
    private String cursor = "";
    private boolean more = true;
    private long payments;
    private long pages;

    /** @param filter the query of the first page */
    Export(String filter, CsvFile file, Progress progress) {
        this.filter = filter;
        this.file = file;
        this.progress = progress;
    }

    /** Whether there is a next page. */
    boolean isMore() {
        return more;
    }

    /** The query of the next page: of all pages, but for the cursor. */
    String query() {
        return cursor.isEmpty() ? filter : filter + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    long payments() {
        return payments;
    }

    long pages() {
        return pages;
    }

    /** @throws ExportException if this is no page, or leads back to one that came before */
    void received(JsonNode page) {
        JsonNode data = page.path("data");
        if (!data.isArray() || !page.path("has_more").isBoolean()) {
            throw unexpected("an answer without data or has_more (" + shape(page) + ")");
        }
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode payment : data) {
            if (!payment.isObject()) {
                throw unexpected("a payment that is no object (" + shape(payment) + ")");
            }
            rows.add(payment);
        }
        more = page.path("has_more").booleanValue();
        cursor = page.path("next_cursor").asText("");
        if (more && (cursor.isEmpty() || !cursors.add(cursor))) {
            throw unexpected("has_more, but " + (cursor.isEmpty() ? "without next_cursor" : "a cursor came again"));
        }
        file.write(rows);
        pages++;
        payments += rows.size();
        progress.advance(rows.size());
    }

    /** The API has had enough requests for now. */
    void waiting(Duration pause) {
        progress.waiting("The API asks for a pause of " + pause.toSeconds() + " s (429).");
    }

    private ExportException unexpected(String cameBack) {
        return new ExportException(
                String.format(Locale.ROOT, "Reading payments, page %,d: %s.%s", pages + 1, cameBack, CHECK), null);
    }

    /** Names of fields, never their values. */
    private static String shape(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return node.isObject()
                ? "fields: " + String.join(", ", names.subList(0, Math.min(names.size(), 10)))
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
