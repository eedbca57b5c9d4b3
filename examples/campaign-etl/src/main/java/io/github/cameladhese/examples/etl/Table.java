package io.github.cameladhese.examples.etl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A stream and the table it goes to, with the SQL for both databases. Rows are staged in a temporary table and merged from there:
 * DuckDB takes milliseconds for each {@code ON CONFLICT} statement, and so needs one for all rows. {@code known} is a row of the
 * table, {@code staged} one that came.
 */
enum Table {
    ADVERTISERS("name VARCHAR, active BOOLEAN, external_id VARCHAR"),
    CAMPAIGNS("name VARCHAR, advertiser_id BIGINT, advertiser VARCHAR, starts_on DATE, ends_on DATE"),
    BOOKINGS("campaign_id INTEGER, name VARCHAR, starts_on DATE, ends_on DATE, volume BIGINT"),
    CREATIVES("campaign_id INTEGER, name VARCHAR, format VARCHAR");

    static final String UNSTAGE = "DROP TABLE staged";

    static final String QUARANTINE =
            """
            INSERT INTO quarantine (realm, stream, fingerprint, reason, raw, seen_at)
            VALUES (:#realm, :#stream, md5(:#raw), :#reason, :#raw, CURRENT_TIMESTAMP)
            ON CONFLICT (realm, stream, fingerprint) DO NOTHING""";

    /** A record that is older than the known one came out of order, and is left alone. */
    private static final String IN_ORDER =
            "(known.modified_ms IS NULL OR staged.modified_ms IS NULL OR staged.modified_ms >= known.modified_ms)";

    /** Of this table only, with their types. */
    private final String columns;

    Table(String columns) {
        this.columns = columns;
    }

    boolean hasCampaign() {
        return names().contains("campaign_id");
    }

    String stage() {
        return "CREATE TEMPORARY TABLE staged AS SELECT * FROM " + this + " WHERE FALSE";
    }

    /** One statement for all rows of a batch: DuckDB takes as long for each of them as for all together. */
    String load() {
        return "INSERT INTO staged (realm, id, modified_ms, deleted_at, raw, " + String.join(", ", names())
                + ") SELECT item.value->>'realm', " + value("id INTEGER") + ", " + value("modified_ms BIGINT")
                + ", CASE WHEN " + value("deleted BOOLEAN") + " THEN CURRENT_TIMESTAMP END, " + value("raw JSON") + ", "
                + Arrays.stream(columns.split(", ", -1)).map(Table::value).collect(Collectors.joining(", "))
                + " FROM json_each(CAST(:#${exchangeProperty.batch.json} AS JSON)) AS item";
    }

    private static String value(String column) {
        int space = column.indexOf(' ');
        return "CAST(item.value->>'" + column.substring(0, space) + "' AS" + column.substring(space) + ")";
    }

    /** Late: it counts as modified before the watermark, and yet it is news. */
    String compare() {
        String news = "known.id IS NOT NULL AND " + IN_ORDER + " AND " + differs("staged");
        return """
                SELECT count(*) FILTER (WHERE staged.deleted_at IS NULL) AS total,
                       count(*) FILTER (WHERE staged.deleted_at IS NULL AND known.id IS NULL) AS added,
                       count(*) FILTER (WHERE staged.deleted_at IS NULL AND %1$s) AS changed,
                       count(*) FILTER (WHERE staged.deleted_at IS NOT NULL AND %1$s) AS deleted,
                       count(*) FILTER (WHERE staged.deleted_at IS NULL AND NOT %2$s) AS outdated,
                       count(*) FILTER (WHERE staged.modified_ms < mark.modified_ms
                                          AND (known.id IS NULL OR %1$s)) AS late
                FROM staged
                LEFT JOIN %3$s AS known ON known.realm = staged.realm AND known.id = staged.id
                LEFT JOIN watermarks AS mark ON mark.realm = staged.realm AND mark.stream = '%3$s'"""
                .formatted(news, IN_ORDER, this);
    }

    /** A row that is the same is not written again; one that is deleted keeps what was known of it. */
    String merge() {
        List<String> values = new ArrayList<>(names());
        values.add("raw");
        String all = "realm, id, modified_ms, deleted_at, " + String.join(", ", values);
        String kept = values.stream()
                .map(name -> name + " = CASE WHEN excluded.deleted_at IS NULL THEN excluded." + name + " ELSE known."
                        + name + " END")
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + this + " AS known (" + all + ", changed_at) SELECT " + all
                + ", CURRENT_TIMESTAMP FROM staged ON CONFLICT (realm, id) DO UPDATE SET " + kept
                + ", modified_ms = excluded.modified_ms, deleted_at = excluded.deleted_at,"
                + " changed_at = excluded.changed_at WHERE " + IN_ORDER.replace("staged.", "excluded.") + " AND "
                + differs("excluded");
    }

    private String differs(String row) {
        String moved = hasCampaign() ? " OR known.campaign_id <> %1$s.campaign_id" : "";
        return ("(CASE WHEN %1$s.deleted_at IS NOT NULL THEN known.deleted_at IS NULL"
                        + " ELSE known.deleted_at IS NOT NULL"
                        + " OR CAST(known.raw AS VARCHAR) <> CAST(%1$s.raw AS VARCHAR)" + moved + " END)")
                .formatted(row);
    }

    private List<String> names() {
        return Arrays.stream(columns.split(", ", -1))
                .map(column -> column.substring(0, column.indexOf(' ')))
                .toList();
    }

    /** As in SQL, in addresses and in the summary. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
