package io.github.cameladhese.examples.etl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a process that was killed, and what is not ours. */
class SnapshotFolderTest {

    private static final Set<String> OWN = Set.of("campaigns", "bookings");

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("parquet");
    }

    @Test
    void killedWhileWritingLeavesTheOldFolder() throws IOException {
        publish("1");
        write(parent.resolve("parquet.new/next/campaigns"), "half");

        try (SnapshotFolder next = SnapshotFolder.open(folder, OWN)) {
            assertThat(folder.resolve("campaigns")).hasContent("1");
            assertThat(next.next()).isEmptyDirectory();
        }
        assertThat(parent.resolve("parquet.new")).doesNotExist();
    }

    @Test
    void killedBetweenTheTwoRenamesIsPutBack() throws IOException {
        publish("1");
        Files.move(folder, parent.resolve("parquet.old"));

        SnapshotFolder.open(folder, OWN).close();

        assertThat(folder.resolve("campaigns")).hasContent("1");
        assertThat(parent.resolve("parquet.old")).doesNotExist();
    }

    @Test
    void killedBeforeTheOldOneIsDeletedKeepsTheNewOne() throws IOException {
        publish("2");
        write(parent.resolve("parquet.old/campaigns"), "1");

        publish("3");

        assertThat(folder.resolve("campaigns")).hasContent("3");
        assertThat(parent.resolve("parquet.old")).doesNotExist();
    }

    @Test
    void aFolderThatHoldsSomethingElseIsNotReplaced() throws IOException {
        write(folder.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> SnapshotFolder.open(folder, OWN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'thesis.txt'");
        assertThat(folder.resolve("thesis.txt")).hasContent("mine");
        Files.delete(folder.resolve("thesis.txt"));
        publish("1"); // and the lock was given back
    }

    @Test
    void twoAtATimeDoNotMixTheirFiles() throws IOException {
        try (SnapshotFolder first = SnapshotFolder.open(folder, OWN)) {
            assertThatThrownBy(() -> SnapshotFolder.open(folder, OWN)).hasMessage("this process is writing it already");
            assertThat(first.next()).isEmptyDirectory();
        }
    }

    private void publish(String content) throws IOException {
        try (SnapshotFolder snapshot = SnapshotFolder.open(folder, OWN)) {
            write(snapshot.next().resolve("campaigns"), content);
            snapshot.publish();
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
