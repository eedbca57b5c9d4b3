package io.github.cameladhese.examples.etl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the tables of a database, whichever it is. Each test starts with a few rows of two realms. */
abstract class OutputContract {

    private static final List<String> TABLES = List.of("advertisers", "campaigns", "bookings", "creatives");

    @TempDir
    Path folder;

    private Path export;

    /** The same one during a test, and empty before it. */
    abstract DataSource database();

    @BeforeEach
    void fill() throws Exception {
        export = folder.resolve("it's/parquet");
        Flyway.configure()
                .dataSource(database())
                .locations("classpath:sql/migration")
                .load()
                .migrate();
        // In Brussels, the second day begins at 22:00 of the first.
        update(
                "INSERT INTO campaigns (realm, id, name, advertiser_id, starts_on, ends_on, modified_ms, deleted_at, raw,"
                        + " changed_at) VALUES"
                        + " ('a', 1, 'O''Neill \"&\" ünïcode', 12, '2026-07-01', NULL, 1780000000000, NULL, '{\"id\":1}',"
                        + " '2026-06-30 21:59:59.123456+00'),"
                        + " ('a', 2, NULL, 3000000000, NULL, '2026-07-01', NULL, '2026-07-01 08:00:00+00', '{\"id\":2}',"
                        + " '2026-06-30 22:00:00+00'),"
                        + " ('b.c-d_E', 1, 'Other', NULL, NULL, NULL, NULL, NULL, '{\"id\":1}', '2026-01-01 00:00:00+00')");
        update("INSERT INTO bookings (realm, id, campaign_id, volume, raw, changed_at) VALUES"
                + " ('a', 7, 1, 9007199254740993, '{\"id\":7,\"cpm\":1.10}', '2026-06-30 12:00:00+00')");
        update("INSERT INTO advertisers (realm, id, active, raw, changed_at) VALUES"
                + " ('a', 3, TRUE, '{}', '2026-06-30 12:00:00+00'), ('a', 4, NULL, '{}', '2026-06-30 12:00:00+00')");
    }

    @Test
    void holdsTheTablesWithTheBrusselsDayOnWhichARowWasStored() throws Exception {
        write();

        for (String table : List.of("advertisers", "campaigns", "bookings")) {
            assertThat(parquet(table)).as(table).isEqualTo(rows(table));
        }
        assertThat(files().keySet())
                .containsExactly(
                        "advertisers/realm=a/day=2026-06-30/data_0.parquet",
                        "bookings/realm=a/day=2026-06-30/data_0.parquet",
                        "campaigns/realm=a/day=2026-06-30/data_0.parquet",
                        "campaigns/realm=a/day=2026-07-01/data_0.parquet",
                        "campaigns/realm=b.c-d_E/day=2026-01-01/data_0.parquet");
        assertThat(inDuckDb("SELECT realm, id FROM " + scan("campaigns") + " WHERE deleted_at IS NOT NULL"))
                .containsExactly("a|2");
    }

    @Test
    void aSecondExportHasTheSameBytes() throws Exception {
        write();
        Map<String, List<Byte>> before = files();

        write();

        assertThat(files()).isEqualTo(before);
        assertThat(export.getParent().toFile().list()).containsExactlyInAnyOrder("parquet", "parquet.lock");
    }

    @Test
    void aRowThatChangedMovesToItsNewDay() throws Exception {
        write();
        update(
                "UPDATE campaigns SET name = 'Renamed', changed_at = '2026-08-01 10:00:00+00' WHERE realm = 'a' AND id = 1");

        write();

        assertThat(inDuckDb("SELECT name, CAST(day AS VARCHAR) FROM " + scan("campaigns")
                        + " WHERE realm = 'a' AND id = 1"))
                .containsExactly("Renamed|2026-08-01");
        assertThat(export.resolve("campaigns/realm=a/day=2026-06-30")).doesNotExist();
    }

    @Test
    void whatFailsInTheMiddleLeavesTheOldFolderAndTheDatabase() throws Exception {
        write();
        Map<String, List<Byte>> before = files();
        String tooLong =
                "r".repeat(250); // with realm= before it, no file system takes it; three tables are written by then
        update("INSERT INTO creatives (realm, id, campaign_id, raw, changed_at) VALUES ('" + tooLong
                + "', 1, 1, '{}', CURRENT_TIMESTAMP)");

        OutputException failure = catchThrowableOfType(OutputException.class, this::write);

        assertThat(failure)
                .hasMessageStartingWith("Writing Parquet files to etl.parquet-folder " + export + ": ")
                .hasMessageContaining("File name too long")
                .hasMessageEndingWith(". The rows in the database stand. Mend it and run again.");
        assertThat(files()).isEqualTo(before);
        assertThat(export.resolveSibling("parquet.new")).doesNotExist();
        update("DELETE FROM creatives");
        write();
    }

    @Test
    void theConnectionIsLeftAsItWas() throws Exception {
        List<String> before = settings();

        write();

        assertThat(settings()).isEqualTo(before);
        update("UPDATE campaigns SET name = 'Still writable'");
    }

    @Test
    void thePageIsGivenStatusesBudgetsAndFlights() throws Exception {
        update(
                "INSERT INTO campaigns (realm, id, name, advertiser_id, advertiser, starts_on, ends_on, raw, changed_at) VALUES"
                        + " ('a', 3, 'Tomorrow', 12, 'ACME', '2026-07-02', '2026-07-03', '{}', CURRENT_TIMESTAMP),"
                        + " ('a', 4, 'Yesterday', 12, 'ACME', '2026-06-01', '2026-06-30', '{}', CURRENT_TIMESTAMP),"
                        + " ('a', 5, 'Last day', 13, 'Other', '2026-06-01', '2026-07-01', '{}', CURRENT_TIMESTAMP),"
                        + " ('a', 6, 'Long ago', 13, 'Other', '2025-06-01', '2025-07-01', '{}', CURRENT_TIMESTAMP),"
                        + " ('elsewhere', 3, 'Not of this run', 12, 'ACME', '2026-07-02', NULL, '{}', CURRENT_TIMESTAMP)");
        update("INSERT INTO bookings (realm, id, campaign_id, volume, deleted_at, raw, changed_at) VALUES"
                + " ('a', 11, 3, 2000, NULL, '{\"cpm\":1.5}', CURRENT_TIMESTAMP),"
                + " ('a', 12, 3, 1000, NULL, '{\"cpm\":\"2.25\"}', CURRENT_TIMESTAMP),"
                + " ('a', 13, 3, 1000, NULL, '{\"cpm\":\"a lot\"}', CURRENT_TIMESTAMP),"
                + " ('a', 14, 3, 1000, NULL, '{}', CURRENT_TIMESTAMP),"
                + " ('a', 15, 3, NULL, NULL, '{\"cpm\":1.5}', CURRENT_TIMESTAMP),"
                + " ('a', 16, 3, 1000, CURRENT_TIMESTAMP, '{\"cpm\":1.5}', CURRENT_TIMESTAMP),"
                + " ('a', 17, 2, 1000, NULL, '{\"cpm\":1.5}', CURRENT_TIMESTAMP),"
                + " ('a', 18, 5, 4000, NULL, '{\"cpm\":10}', CURRENT_TIMESTAMP),"
                + " ('elsewhere', 11, 3, 9000, NULL, '{\"cpm\":99}', CURRENT_TIMESTAMP)");
        update("DELETE FROM bookings WHERE id = 7");

        Findings findings = new TableReader(database(), List.of("a", "b.c-d_E"), LocalDate.of(2026, 7, 1)).read();

        assertThat(findings.statuses())
                .containsExactly(
                        new Findings.Status("a", 1, 2, 2, 0, 1), new Findings.Status("b.c-d_E", 0, 0, 0, 1, 0));
        assertThat(findings.budgets())
                .containsExactly(new Findings.Budget("a", "Other", 1, 40), new Findings.Budget("a", "ACME", 5, 5.25));
        assertThat(findings.total()).isEqualTo(new Findings.Total(2, 6, 3, 45.25));
        assertThat(findings.flights())
                .containsExactly(
                        new Findings.Flight("a", 5, "Last day", "Other", "2026-06-01", "2026-07-01", "running", 40),
                        new Findings.Flight("a", 3, "Tomorrow", "ACME", "2026-07-02", "2026-07-03", "planned", 5.25),
                        new Findings.Flight("a", 1, "O'Neill \"&\" ünïcode", "", "2026-07-01", "", "running", 0),
                        new Findings.Flight("a", 4, "Yesterday", "ACME", "2026-06-01", "2026-06-30", "ended", 0));
    }

    private List<String> settings() throws SQLException {
        try (Connection connection = database().getConnection()) {
            return connection.getMetaData().getURL().startsWith("jdbc:duckdb:")
                    ? query(connection, "SELECT current_setting('memory_limit'), current_setting('threads')")
                    : List.of(connection.getAutoCommit() + "|" + connection.getTransactionIsolation());
        }
    }

    void write() throws OutputException {
        new ParquetExport(export, TABLES).write(database());
    }

    private String scan(String table) {
        return "read_parquet('" + export.toString().replace("'", "''") + "/" + table
                + "/*/*/*.parquet', hive_partitioning=true, hive_types_autocast=false)";
    }

    /** Both sides as text, with the zone's offset that DuckDB adds to it made the same. */
    private List<String> parquet(String table) throws SQLException {
        return inDuckDb("SELECT " + columns(table) + " FROM " + scan(table) + " ORDER BY realm, id");
    }

    private List<String> rows(String table) throws SQLException {
        try (Connection connection = database().getConnection()) {
            return query(connection, "SELECT " + columns(table) + " FROM " + table + " ORDER BY realm, id");
        }
    }

    private static String columns(String table) {
        String all = "realm, id, modified_ms, CAST(raw AS VARCHAR), " + micros("changed_at") + ", "
                + micros("deleted_at") + ", ";
        return all
                + switch (table) {
                    case "advertisers" -> "name, CASE WHEN active THEN 1 WHEN NOT active THEN 0 END, external_id";
                    case "campaigns" -> "name, advertiser_id, advertiser, starts_on, ends_on";
                    default -> "campaign_id, name, starts_on, ends_on, volume";
                };
    }

    private static String micros(String column) {
        return "CAST(round(1000000 * CAST(extract(epoch FROM " + column + ") AS DECIMAL(20, 6))) AS BIGINT)";
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> inDuckDb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return query(connection, sql);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(rows.getString(column));
                }
                lines.add(String.join("|", values));
            }
            return lines;
        }
    }

    /** Name and bytes of each. */
    private Map<String, List<Byte>> files() throws IOException {
        Map<String, List<Byte>> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(export)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte next : Files.readAllBytes(file)) {
                    bytes.add(next);
                }
                files.put(export.relativize(file).toString(), bytes);
            }
        }
        return files;
    }
}
