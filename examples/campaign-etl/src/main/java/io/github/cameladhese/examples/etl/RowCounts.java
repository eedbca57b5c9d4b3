package io.github.cameladhese.examples.etl;

import java.util.Map;

/**
 * Rows of one table, as {@code compare.sql} counts them.
 *
 * @param total all that came from the API
 * @param added those that the table did not have
 * @param changed those whose JSON differed from the table's
 */
record RowCounts(long total, long added, long changed) {

    static final RowCounts NONE = new RowCounts(0, 0, 0);

    static RowCounts of(Map<?, ?> columns) {
        return new RowCounts(number(columns, "total"), number(columns, "added"), number(columns, "changed"));
    }

    long unchanged() {
        return total - added - changed;
    }

    RowCounts plus(RowCounts other) {
        return new RowCounts(total + other.total, added + other.added, changed + other.changed);
    }

    private static long number(Map<?, ?> columns, String name) {
        return columns.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
