package io.github.cameladhese.examples.etl.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * How a column of any database goes into DuckDB. Immutable.
 *
 * @param name of the type in DuckDB
 */
record ColumnKind<T>(String name, Read<T> read, Append<T> append) {

    interface Read<T> {
        @Nullable
        T from(ResultSet row, int column) throws SQLException;
    }

    interface Append<T> {
        void to(DuckDBAppender appender, T value) throws SQLException;
    }

    /** @param type of {@link Types}; what is not known becomes text */
    static ColumnKind<?> of(int type) {
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> new ColumnKind<>("BOOLEAN", as(Boolean.class), DuckDBAppender::append);
            case Types.SMALLINT, Types.INTEGER ->
                new ColumnKind<>("INTEGER", as(Integer.class), DuckDBAppender::append);
            case Types.BIGINT -> new ColumnKind<>("BIGINT", as(Long.class), DuckDBAppender::append);
            case Types.DATE -> new ColumnKind<>("DATE", as(LocalDate.class), DuckDBAppender::append);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                new ColumnKind<>("TIMESTAMPTZ", as(OffsetDateTime.class), DuckDBAppender::append);
            default -> new ColumnKind<>("VARCHAR", ResultSet::getString, DuckDBAppender::append);
        };
    }

    void copy(ResultSet row, int column, DuckDBAppender appender) throws SQLException {
        T value = read.from(row, column);
        if (value == null) {
            appender.appendNull();
        } else {
            append.to(appender, value);
        }
    }

    private static <T> Read<T> as(Class<T> type) {
        return (row, column) -> row.getObject(column, type);
    }
}
