package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A DuckDB file on a disk that fills up: a small file system in memory that only the job's process sees. Needs Linux, and leave to
 * make a namespace.
 */
class FullDiskTest {

    /** Too small for the second batch, for the campaigns, and for the bookings. */
    private static final List<String> SIZES = List.of("64k", "300k", "900k");

    private static final List<String> NAMESPACE = List.of("unshare", "--map-root-user", "--mount");

    /** Runs the job on a disk of $2, then on one with room, and shows what became of the file. */
    private static final String SCRIPT =
            """
            disk=$1 size=$2 kept=$3; shift 3
            mount -t tmpfs -o size=$size tmpfs "$disk" || exit 99
            "$@"; echo "exit code when full: $?"
            mount -o remount,size=1g "$disk" || exit 99
            "$@"; code=$?
            cp "$disk"/* "$kept"
            exit $code
            """;

    @TempDir
    private Path folder;

    @Test
    void aRunThatFindsNoRoomSaysSoAndTheNextOneMendsIt() throws Exception {
        assumeTrue(canMakeNamespaces(), "no unshare, or no leave to make namespaces");
        try (Sandbox sandbox = Sandbox.start(new ChangingData(1000))) {
            Path calm = folder.resolve("calm.duckdb");
            assertThat(start(sandbox, calm, List.of()).exitCode()).isZero();

            for (String size : SIZES) {
                Path disk = Files.createDirectory(folder.resolve("disk-" + size));
                Path kept = Files.createDirectory(folder.resolve("kept-" + size));
                List<String> small = new ArrayList<>(NAMESPACE);
                small.addAll(List.of("bash", "-c", SCRIPT, "bash", disk.toString(), size, kept.toString()));

                EtlProcess job = start(sandbox, disk.resolve("campaigns.duckdb"), small);

                int exitCode = job.exitCode();
                assertThat(exitCode).as(job.output()).isZero();
                assertThat(job.output())
                        .contains("exit code when full: 1")
                        .contains("FAILED: Storing rows of realm 'sandbox': ")
                        .contains("No space left on device. What is stored stays; running again is safe.");
                assertThat(contents(kept.resolve("campaigns.duckdb"))).as(size).isEqualTo(contents(calm));
            }
        }
    }

    private EtlProcess start(Sandbox sandbox, Path file, List<String> prefix) throws IOException {
        return EtlProcess.start(
                folder,
                sandbox,
                "jdbc:duckdb:" + file,
                EtlProcess.WITHOUT_FILES,
                prefix,
                List.of("-XX:TieredStopAtLevel=1"));
    }

    private static Map<String, List<String>> contents(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            return Contents.of(connection);
        }
    }

    private static boolean canMakeNamespaces() throws InterruptedException {
        List<String> command = new ArrayList<>(NAMESPACE);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
