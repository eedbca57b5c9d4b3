package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import io.github.cameladhese.examples.etl.sandbox.SeededData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many campaigns as the system property {@code etl.scale} says, about three times as many bookings, and a heap of 256 MB.
 * Writes what the job said to {@code target/scale-….txt}. The README has the command.
 */
@EnabledIfSystemProperty(named = "etl.scale", matches = "[0-9]+")
class ScaleTest {

    private static final int PAGE = 500;

    @TempDir
    private Path folder;

    @Test
    void intoDuckDb() throws Exception {
        copy("DuckDB", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
    }

    @Test
    void intoPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            copy("PostgreSQL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        }
    }

    private void copy(String database, String jdbcUrl) throws Exception {
        int campaigns = Integer.getInteger("etl.scale");
        SandboxData data = new SeededData(42, campaigns);
        try (Sandbox sandbox = Sandbox.start(data)) {
            EtlProcess job = EtlProcess.start(
                    folder,
                    sandbox,
                    jdbcUrl,
                    Map.of(
                            "etl.jdbc-user",
                            database.equals("DuckDB") ? "" : "postgres",
                            "etl.batch-size",
                            "2000",
                            "etl.parquet-folder",
                            folder.resolve("parquet").toString(),
                            "etl.report-file",
                            folder.resolve("report.html").toString()),
                    List.of(),
                    List.of("-Xmx256m"));

            int exitCode = job.exitCode(Duration.ofHours(3));
            assertThat(exitCode).as(job.output()).isZero();
            Files.writeString(
                    Path.of("target", "scale-" + database.toLowerCase(Locale.ROOT) + ".txt"),
                    job.output(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(job.output())
                    .contains(row("campaigns", campaigns))
                    .contains(row("bookings", bookings(data, campaigns)))
                    .contains("API requests   " + String.format(Locale.ROOT, "%,10d", sandbox.apiRequests()))
                    .contains("token requests " + String.format(Locale.ROOT, "%,10d", sandbox.tokenRequests()));
        }
    }

    /** All of them new. */
    private static String row(String stream, long rows) {
        return String.format(Locale.ROOT, "%-15s%,10d%,10d%,10d%,10d%,10d", stream, rows, rows, 0, 0, 0);
    }

    private static long bookings(SandboxData data, int campaigns) {
        long bookings = 0;
        for (int offset = 0; offset < campaigns; offset += PAGE) {
            bookings += data.campaigns(0, offset, PAGE).stream()
                    .collect(Collectors.summingLong(campaign ->
                            data.bookingsOf(campaign.path("id").intValue()).size()));
        }
        return bookings;
    }
}
