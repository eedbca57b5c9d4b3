package io.github.cameladhese.examples.etl.report;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Takes tables of another database, row by row, into a file. Not thread-safe. */
final class TemporaryDuckDb implements AutoCloseable {

    /** Rows that are in this process's memory at a time. */
    private static final int FETCH_SIZE = 1000;

    private final DuckDBConnection connection;

    private TemporaryDuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    static TemporaryDuckDb in(Path file) throws SQLException {
        return new TemporaryDuckDb(
                DriverManager.getConnection("jdbc:duckdb:" + file).unwrap(DuckDBConnection.class));
    }

    Connection connection() {
        return connection;
    }

    /** @param source without auto-commit: else PostgreSQL sends all rows at once */
    void take(String table, Connection source) throws SQLException {
        try (Statement select = source.createStatement()) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery("SELECT * FROM " + table)) {
                take(table, rows);
            }
        }
    }

    void forget(String table) throws SQLException {
        execute("DROP TABLE " + table);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void take(String table, ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<ColumnKind<?>> kinds = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            ColumnKind<?> kind = ColumnKind.of(columns.getColumnType(column));
            kinds.add(kind);
            definitions.add(columns.getColumnName(column) + " " + kind.name());
        }
        execute("CREATE TABLE " + table + " (" + String.join(", ", definitions) + ")");
        try (DuckDBAppender appender = connection.createAppender(table)) {
            while (rows.next()) {
                appender.beginRow();
                for (int column = 1; column <= kinds.size(); column++) {
                    kinds.get(column - 1).copy(rows, column, appender);
                }
                appender.endRow();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
