package io.github.cameladhese.examples.etl.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import javax.sql.DataSource;

/** Writes the page that tells about a run: one file that loads nothing else, and is there as a whole or not at all. */
public final class HtmlReport {

    private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    private final Path file;
    private final RunTimes times;
    private final Clock clock;

    /** The clock says what today is, by which campaigns are planned, running or ended. */
    public HtmlReport(Path file, RunTimes times, Clock clock) {
        this.file = file;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Replaces the file, also if the database cannot be read; the page then says so.
     *
     * @throws OutputException if the file or a part of the page is missing
     */
    public void write(RunResult result, DataSource database) throws OutputException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        try {
            write(result, new TableReader(database, result.realmNames(), today).read());
        } catch (SQLException e) {
            OutputException failure = new OutputException("Reading the tables for etl.report-file " + file, e);
            write(result, Findings.unread(today.toString(), String.valueOf(failure.getMessage())));
            throw failure;
        }
    }

    private void write(RunResult result, Findings findings) throws OutputException {
        try {
            PageData data = PageData.of(result, findings, times, ZONE);
            replace(new Page().with(data).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new OutputException("Writing the report to etl.report-file " + file, e);
        }
    }

    private void replace(byte[] page) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path part = absolute.resolveSibling(absolute.getFileName() + ".new");
        try {
            Files.write(part, page);
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
