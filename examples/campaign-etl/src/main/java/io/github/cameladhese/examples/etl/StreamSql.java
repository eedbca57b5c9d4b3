package io.github.cameladhese.examples.etl;

/** The SQL around the rows of one stream: how far it is, what it does not list any more, and its watermark. */
final class StreamSql {

    private static final String REALM = ":#${exchangeProperty.realm}";

    private static final String DELETE =
            "UPDATE %1$s SET deleted_at = CURRENT_TIMESTAMP, changed_at = CURRENT_TIMESTAMP WHERE realm = " + REALM
                    + " AND deleted_at IS NULL AND ";

    private static final String MOVE = " ON CONFLICT (realm, stream) DO UPDATE SET modified_ms = excluded.modified_ms,"
            + " moved_at = excluded.moved_at WHERE watermarks.modified_ms <> excluded.modified_ms";

    /** Those modified since the watermark, less the lookback, and those of which nobody knows. */
    private static final String CAMPAIGNS = "FROM campaigns WHERE realm = " + REALM + " AND deleted_at IS NULL"
            + " AND (modified_ms IS NULL OR modified_ms >= CAST(:#${exchangeProperty.pull.since} AS BIGINT))";

    /** Of all streams of a realm. */
    static final String FORGET_WATERMARKS = "DELETE FROM watermarks WHERE realm = " + REALM;

    private final Table table;

    StreamSql(Table table) {
        this.table = table;
    }

    String watermark() {
        return "SELECT max(modified_ms) FROM watermarks WHERE realm = " + REALM + " AND stream = '" + table + "'";
    }

    String forgetSeen() {
        return "DELETE FROM seen WHERE realm = " + REALM + " AND stream = '" + table + "'";
    }

    String see() {
        return "INSERT INTO seen (realm, stream, id) SELECT realm, '" + table
                + "', id FROM staged ON CONFLICT (realm, stream, id) DO NOTHING";
    }

    /**
     * Before many rows are looked up in as many others: without it, PostgreSQL takes tables that were just filled for small ones,
     * and goes through all of one for each row of the other.
     */
    String analyze() {
        return "ANALYZE " + table;
    }

    static String analyzeSeen() {
        return "ANALYZE seen";
    }

    /** What a full list did not have. */
    String deleteUnseen() {
        return (DELETE + "NOT EXISTS (SELECT 1 FROM seen WHERE seen.realm = %1$s.realm AND seen.stream = '%1$s'"
                        + " AND seen.id = %1$s.id)")
                .formatted(table);
    }

    /** What a campaign's list did not have. */
    String deleteUnlisted() {
        return (DELETE + "campaign_id IN (:#in:${exchangeProperty.batch.visited})"
                        + " AND id NOT IN (SELECT id FROM staged)")
                .formatted(table);
    }

    /** What belonged to a campaign that is gone; nobody asks for its lists any more. */
    String deleteOrphans() {
        return (DELETE + "campaign_id IN (SELECT id FROM campaigns WHERE realm = " + REALM
                        + " AND deleted_at IS NOT NULL)")
                .formatted(table);
    }

    /** How many campaigns there are to visit. */
    String countCampaigns() {
        return "SELECT count(*) " + CAMPAIGNS;
    }

    /** The next ones. */
    String nextCampaigns() {
        return "SELECT id " + CAMPAIGNS + " AND id > CAST(:#${exchangeProperty.pull.last} AS INTEGER)"
                + " ORDER BY id LIMIT {{etl.batch-size}}";
    }

    /** To the newest row. A stream by campaign is complete up to where the campaigns are: it visits what they have. */
    String moveWatermark() {
        return table.hasCampaign()
                ? "INSERT INTO watermarks (realm, stream, modified_ms, moved_at) SELECT realm, '" + table
                        + "', modified_ms, CURRENT_TIMESTAMP FROM watermarks AS source WHERE realm = " + REALM
                        + " AND stream = 'campaigns'" + MOVE
                : "INSERT INTO watermarks (realm, stream, modified_ms, moved_at) SELECT realm, '" + table
                        + "', max(modified_ms), CURRENT_TIMESTAMP FROM " + table + " WHERE realm = " + REALM
                        + " GROUP BY realm HAVING max(modified_ms) IS NOT NULL" + MOVE;
    }
}
