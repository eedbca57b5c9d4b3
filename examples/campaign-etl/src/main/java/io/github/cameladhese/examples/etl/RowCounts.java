package io.github.cameladhese.examples.etl;

import java.util.Map;

/**
 * Records of one stream, as {@link Table#compare} counts them.
 *
 * @param total all that came from the API, but for those it calls deleted and those left out below
 * @param added those that the table did not have
 * @param changed those whose JSON or campaign differed from the table's, or that came back
 * @param deleted rows that the API does not have any more
 * @param late of the added, changed and deleted ones those that were modified before the watermark
 * @param outdated those that were older than the table's
 * @param duplicate those that came twice in one batch
 * @param quarantined those that fit into no table
 */
record RowCounts(
        long total,
        long added,
        long changed,
        long deleted,
        long late,
        long outdated,
        long duplicate,
        long quarantined) {

    static final RowCounts NONE = new RowCounts(0, 0, 0);

    RowCounts(long total, long added, long changed) {
        this(total, added, changed, 0, 0, 0, 0, 0);
    }

    /** @param gone rows that were not in the API's lists */
    static RowCounts of(Map<?, ?> columns, Batch batch, long gone) {
        return new RowCounts(
                number(columns, "total"),
                number(columns, "added"),
                number(columns, "changed"),
                number(columns, "deleted") + gone,
                number(columns, "late"),
                number(columns, "outdated"),
                batch.duplicates(),
                batch.rejected().size());
    }

    long unchanged() {
        return total - added - changed - outdated;
    }

    RowCounts plus(RowCounts other) {
        return new RowCounts(
                total + other.total,
                added + other.added,
                changed + other.changed,
                deleted + other.deleted,
                late + other.late,
                outdated + other.outdated,
                duplicate + other.duplicate,
                quarantined + other.quarantined);
    }

    private static long number(Map<?, ?> columns, String name) {
        return columns.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
