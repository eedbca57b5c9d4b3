package io.github.cameladhese.examples.etl;

import io.github.cameladhese.examples.etl.report.HtmlReport;
import io.github.cameladhese.examples.etl.report.OutputException;
import io.github.cameladhese.examples.etl.report.ParquetExport;
import io.github.cameladhese.examples.etl.report.RunResult;
import io.github.cameladhese.examples.etl.report.RunTimes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** What a run leaves beside the tables. One that cannot be written stops no other, and takes nothing from the tables. */
final class Outputs {

    private interface Output {
        void write(Path to) throws OutputException;
    }

    private final CamelContext context;
    private final RunTimes times;
    private final Clock clock;
    private final DataSource database;
    private final List<String> written = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** The clock says what today is. */
    Outputs(CamelContext context, RunTimes times, Clock clock) {
        this.context = context;
        this.times = times;
        this.clock = clock;
        database = context.getRegistry().findSingleByType(DataSource.class);
    }

    /**
     * Also after realms failed: what they had before is in the tables. The page is of the realms of this process, so there is
     * none if other workers copied all of them.
     *
     * @param time that it took to copy the realms
     */
    Summary after(RealmRun run, Duration time) {
        List<String> tables = Arrays.stream(Table.values()).map(Table::toString).toList();
        if (!run.outcomes().isEmpty()) {
            write("report", "{{etl.report-file}}", file -> new HtmlReport(file, times, clock)
                    .write(result(run, time), database));
        }
        write("Parquet files", "{{etl.parquet-folder}}", folder -> new ParquetExport(folder, tables).write(database));
        return new Summary(run.outcomes(), run.elsewhere(), time, written, failures, PeakMemory.ofThisProcess());
    }

    private void write(String what, String setting, Output output) {
        String place = context.resolvePropertyPlaceholders(setting).strip();
        if (place.isEmpty()) {
            return;
        }
        try {
            output.write(Path.of(place));
            written.add(String.format("%-15s%s", what, place));
        } catch (OutputException e) {
            failures.add(e.getMessage());
        } catch (InvalidPathException e) {
            failures.add(setting + " is no path here: " + e.getReason() + ". The rows in the database stand.");
        }
    }

    private RunResult result(RealmRun run, Duration time) {
        return new RunResult(
                context.resolvePropertyPlaceholders("{{etl.report-note}}"),
                context.resolvePropertyPlaceholders("{{adhese.api-url}}"),
                // Without its parameters: a password may stand among them.
                context.resolvePropertyPlaceholders("{{etl.jdbc-url}}").replaceFirst("[?;].*", ""),
                time,
                run.outcomes().stream().map(Outputs::realm).toList());
    }

    private static RunResult.Realm realm(Summary.Outcome outcome) {
        return new RunResult.Realm(
                outcome.realm(),
                outcome.failure(),
                outcome.apiRequests(),
                outcome.tokenRequests(),
                Arrays.stream(Table.values())
                        .map(table -> stream(table.toString(), outcome.rows(table)))
                        .toList());
    }

    private static RunResult.Stream stream(String name, RowCounts rows) {
        return new RunResult.Stream(
                name,
                rows.total(),
                rows.added(),
                rows.changed(),
                rows.deleted(),
                rows.unchanged(),
                rows.late(),
                rows.outdated(),
                rows.duplicate(),
                rows.quarantined());
    }
}
