package io.github.cameladhese.examples.payments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A CSV file (RFC 4180, UTF-8, with a header line) that is there as a whole or not at all: rows go into another file beside it,
 * which only its owner may read, and which takes its place once it is complete. Not thread-safe.
 */
final class CsvFile implements AutoCloseable {

    private final Path target;
    private final Columns columns;
    private final Path part;
    private final CSVPrinter printer;

    private CsvFile(Path target, Columns columns, Path part, CSVPrinter printer) {
        this.target = target;
        this.columns = columns;
        this.part = part;
        this.printer = printer;
    }

    /** @throws ExportException if no file can be written there */
    static CsvFile create(Path target, Columns columns) {
        Path absolute = target.toAbsolutePath();
        try {
            if (Files.isDirectory(absolute)) {
                throw new IOException("it is a folder");
            }
            Path part = Files.createTempFile(absolute.getParent(), absolute.getFileName() + ".", ".part");
            part.toFile().deleteOnExit(); // also if the run is stopped by Ctrl-C
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader(columns.names().toArray(new String[0]))
                    .get();
            return new CsvFile(absolute, columns, part, new CSVPrinter(Files.newBufferedWriter(part), format));
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    void write(List<JsonNode> payments) {
        try {
            for (JsonNode payment : payments) {
                printer.printRecord(columns.row(payment));
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /** All is written: from now on the file is where it belongs, in place of an older one. */
    void complete() {
        try {
            printer.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /** Unless it is complete, nothing is left. */
    @Override
    public void close() {
        try {
            printer.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private static ExportException failed(Path target, IOException e) {
        String reason = e.getMessage() == null || e.getMessage().isEmpty() ? "" : " (" + e.getMessage() + ")";
        return new ExportException(
                "Writing " + target + ": " + e.getClass().getSimpleName() + reason
                        + ". Check that the folder exists, may be written to, and has room.",
                e);
    }
}
