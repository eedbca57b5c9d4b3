package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside the tables: written after every run, and what becomes of the run if they cannot be. */
class OutputsTest {

    private static final int CAMPAIGNS = 20;

    private final ChangingData data = new ChangingData(CAMPAIGNS);
    private Sandbox sandbox;
    private Properties properties;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(data);
        properties = sandbox.properties();
        properties.setProperty("etl.jdbc-url", url());
        properties.setProperty(
                "etl.parquet-folder", folder.resolve("out/parquet").toString());
        properties.setProperty(
                "etl.report-file", folder.resolve("out/report.html").toString());
        properties.setProperty("etl.max-retries", "0");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void areWrittenAndNamed() throws Exception {
        Summary summary = run();

        assertThat(summary.exitCode()).isZero();
        assertThat(summary.lines())
                .endsWith(
                        "report         " + folder.resolve("out/report.html"),
                        "Parquet files  " + folder.resolve("out/parquet"));
        assertThat(exported("campaigns")).isEqualTo(CAMPAIGNS);
        assertThat(exported("bookings")).isEqualTo(data.bookings().size());
        assertThat(folder.resolve("out/report.html")).content().endsWith("</html>\n");
        assertThat(folder.resolve("out").toFile().list())
                .containsExactlyInAnyOrder("parquet", "parquet.lock", "report.html");
    }

    @Test
    void areLeftOutIfNoPlaceIsNamed() {
        properties.setProperty("etl.parquet-folder", "");
        properties.setProperty("etl.report-file", " ");

        Summary summary = run();

        assertThat(summary.files()).isEmpty();
        assertThat(summary.exitCode()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void areWrittenAlsoIfARealmFailed() throws Exception {
        run();
        data.touch(data.ids().get(0));
        data.breakAt(data.ids().get(0));

        Summary summary = run();

        assertThat(summary.exitCode()).isEqualTo(1);
        assertThat(exported("bookings"))
                .as("those of the run before")
                .isEqualTo(data.bookings().size());
        assertThat(folder.resolve("out/report.html"))
                .content()
                .contains("Reading realm 'sandbox' from ")
                .contains("HTTP 500");
    }

    @Test
    void oneThatCannotBeWrittenStopsNoOtherAndKeepsTheRows() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        properties.setProperty("etl.report-file", file.resolve("report.html").toString());

        Summary summary = run();

        assertThat(summary.failed()).isZero();
        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.unwritten()).singleElement().satisfies(message -> assertThat(message)
                .startsWith("Writing the report to etl.report-file " + file + "/report.html: ")
                .contains(file.toString())
                .endsWith(". The rows in the database stand. Mend it and run again."));
        assertThat(exported("campaigns")).isEqualTo(CAMPAIGNS);

        properties.setProperty("etl.report-file", folder.resolve("report.html").toString());
        properties.setProperty("etl.parquet-folder", file.resolve("parquet").toString());
        summary = run();

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.unwritten()).singleElement().satisfies(message -> assertThat(message)
                .startsWith("Writing Parquet files to etl.parquet-folder " + file + "/parquet: "));
        assertThat(folder.resolve("report.html")).exists();
        assertThat(count("SELECT count(*) FROM campaigns", url())).isEqualTo(CAMPAIGNS);
    }

    private Summary run() {
        return new EtlJob(properties, new TestConsole().console()).run();
    }

    private long exported(String table) throws Exception {
        return count(
                "SELECT count(*) FROM read_parquet('" + folder.resolve("out/parquet") + "/" + table
                        + "/realm=sandbox/*/*.parquet', hive_partitioning=true)",
                "jdbc:duckdb:");
    }

    private static long count(String sql, String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private String url() {
        return "jdbc:duckdb:" + folder.resolve("campaigns.duckdb");
    }
}
