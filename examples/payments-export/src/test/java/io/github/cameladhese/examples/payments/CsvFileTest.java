package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That there is a whole file or none. */
class CsvFileTest {

    @TempDir
    private Path folder;

    @Test
    void isThereOnceItIsComplete() throws IOException {
        Path target = folder.resolve("payments.csv");
        try (CsvFile file = CsvFile.create(target, Columns.of("id,payer.name"))) {
            file.write(List.of(payment("a", "Payer 10, \"Shop\""), payment("b", "Zahler Ä")));
            assertThat(target).doesNotExist();
            file.complete();
        }

        assertThat(files()).containsExactly(target);
        assertThat(target).hasContent("id,payer.name\r\na,\"Payer 10, \"\"Shop\"\"\"\r\nb,Zahler Ä\r\n");
    }

    @Test
    void leavesNothingIfItIsNotCompleted() throws IOException {
        try (CsvFile file = CsvFile.create(folder.resolve("payments.csv"), Columns.of("id"))) {
            file.write(List.of(payment("a", "")));
            assertThat(files()).hasSize(1);
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void replacesAnOlderFileAtTheEndOnly() throws IOException {
        Path target = Files.writeString(folder.resolve("payments.csv"), "old");
        try (CsvFile file = CsvFile.create(target, Columns.of("id"))) {
            file.write(List.of(payment("a", "")));
        }
        assertThat(target).hasContent("old");

        try (CsvFile file = CsvFile.create(target, Columns.of("id"))) {
            file.complete();
        }
        assertThat(target).hasContent("id\r\n");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path target = folder.resolve("payments.csv");
        try (CsvFile file = CsvFile.create(target, Columns.of("id"))) {
            file.complete();
        }

        assertThat(Files.getPosixFilePermissions(target))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> CsvFile.create(folder.resolve("no/payments.csv"), Columns.of("id")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("no/payments.csv: NoSuchFileException")
                .hasMessageContaining("Check that the folder exists");
    }

    @Test
    void aFolderInItsPlaceIsToldBeforeAnythingIsFetched() {
        assertThatThrownBy(() -> CsvFile.create(folder, Columns.of("id")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("it is a folder");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static JsonNode payment(String id, String name) {
        var payment = JsonNodeFactory.instance.objectNode().put("id", id);
        payment.putObject("payer").put("name", name);
        return payment;
    }
}
