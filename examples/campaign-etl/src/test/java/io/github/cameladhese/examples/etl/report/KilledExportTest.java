package io.github.cameladhese.examples.etl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A real process that is killed (SIGKILL) while it writes Parquet files. */
class KilledExportTest {

    private static final int KILLED = 128 + 9;

    @TempDir
    private Path folder;

    @Test
    void leavesTheOldFilesUntilAnotherExportIsComplete() throws Exception {
        write("SELECT 'first' AS realm, 1 AS id, '{}' AS raw, TIMESTAMPTZ '2026-07-01 10:00:00+00' AS changed_at");
        export();
        List<String> before = files();
        assertThat(before).containsExactly("rows/realm=first/day=2026-07-01/data_0.parquet");
        write("SELECT 'second' AS realm, i AS id, md5(CAST(i AS VARCHAR)) AS raw,"
                + " TIMESTAMPTZ '2026-07-01 10:00:00+00' + to_days(CAST(i % 500 AS INTEGER)) AS changed_at"
                + " FROM range(500000) AS numbers(i)");

        assertThat(killedWhileWriting()).isEqualTo(KILLED);

        assertThat(files()).isEqualTo(before);
        export();
        assertThat(files()).hasSize(500).allMatch(file -> file.startsWith("rows/realm=second/"));
        assertThat(folder.toFile().list()).doesNotContain("parquet.new", "parquet.old");
    }

    /** The process that is killed. */
    static final class Victim {

        public static void main(String[] folder) throws OutputException {
            export(Path.of(folder[0]));
        }

        private Victim() {}
    }

    private int killedWhileWriting() throws IOException, InterruptedException {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-classpath",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Victim.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            boolean writing = false;
            while (!writing) {
                WatchKey seen = watch.poll(1, TimeUnit.MINUTES);
                assertThat(seen).as("a new file or folder").isNotNull();
                for (WatchEvent<?> event : seen.pollEvents()) {
                    writing |= event.context().toString().equals("parquet.new");
                }
                seen.reset();
            }
            process.destroyForcibly();
            return process.waitFor();
        }
    }

    private void export() throws OutputException {
        export(folder);
    }

    private static void export(Path folder) throws OutputException {
        new ParquetExport(folder.resolve("parquet"), List.of("rows")).write(database(folder));
    }

    private void write(String rows) throws SQLException {
        try (Connection connection = database(folder).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE rows AS " + rows);
        }
    }

    private static DriverManagerDataSource database(Path folder) {
        return new DriverManagerDataSource("jdbc:duckdb:" + folder.resolve("rows.duckdb"));
    }

    private List<String> files() throws IOException {
        Path export = folder.resolve("parquet");
        try (Stream<Path> files = Files.walk(export)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> export.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
