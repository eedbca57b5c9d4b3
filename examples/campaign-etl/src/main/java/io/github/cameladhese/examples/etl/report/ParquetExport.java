package io.github.cameladhese.examples.etl.report;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;

/**
 * Writes tables as {@code <folder>/<table>/realm=…/day=…/*.parquet}: all rows of all realms, deleted ones too, as they are at one
 * moment. The day is the one on which the job stored this version of the row, in Brussels. The same rows give the same files.
 */
public final class ParquetExport {

    /** One thread, so that a partition is one file; a bound on DuckDB's memory, beyond which it sorts on disk. */
    private static final List<String> MODEST = List.of("SET memory_limit = '512MB'", "SET threads = 1");

    private static final List<String> AS_BEFORE = List.of("RESET memory_limit", "RESET threads");

    /** Sorted by partition: else each needs a buffer of its own, and thousands of them more memory than there is. */
    private static final String COPY =
            """
            COPY (SELECT * REPLACE (CAST(raw AS VARCHAR) AS raw),
                         CAST(timezone('Europe/Brussels', changed_at) AS DATE) AS day
                  FROM %s ORDER BY realm, day, id)
            TO '%s' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (realm, day))""";

    private final Path folder;
    private final List<String> tables;

    /** For tables that have the columns realm, id, raw and changed_at. */
    public ParquetExport(Path folder, List<String> tables) {
        this.folder = folder;
        this.tables = List.copyOf(tables);
    }

    /**
     * Replaces the folder.
     *
     * @throws OutputException after which it is as it was
     */
    public void write(DataSource database) throws OutputException {
        try (SnapshotFolder snapshot = SnapshotFolder.open(folder, Set.copyOf(tables))) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false); // one transaction sees all tables at one moment
                if (connection.isWrapperFor(DuckDBConnection.class)) {
                    copyAll(connection, snapshot.next());
                } else {
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    streamAll(connection, snapshot);
                }
            }
            snapshot.publish();
        } catch (IOException | SQLException e) {
            throw new OutputException("Writing Parquet files to etl.parquet-folder " + folder, e);
        }
    }

    private void copyAll(Connection connection, Path target) throws SQLException {
        execute(connection, MODEST);
        try {
            for (String table : tables) {
                copy(connection, table, target);
            }
        } finally {
            connection.rollback(); // nothing was changed, and an aborted transaction takes no settings
            execute(connection, AS_BEFORE);
        }
    }

    /** One table at a time, so that there is room for the largest, and not for all of them. */
    private void streamAll(Connection connection, SnapshotFolder snapshot) throws SQLException {
        try (TemporaryDuckDb temporary = TemporaryDuckDb.in(snapshot.scratch("rows.duckdb"))) {
            execute(temporary.connection(), MODEST);
            for (String table : tables) {
                temporary.take(table, connection);
                copy(temporary.connection(), table, snapshot.next());
                temporary.forget(table);
            }
        } finally {
            connection.rollback();
        }
    }

    private static void copy(Connection connection, String table, Path target) throws SQLException {
        execute(
                connection,
                List.of(COPY.formatted(table, target.resolve(table).toString().replace("'", "''"))));
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
