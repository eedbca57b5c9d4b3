package io.github.cameladhese.auth.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.simulation.SimulatedHour.Load;
import io.github.cameladhese.auth.simulation.SimulatedTokenServer.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An hour for tokens of each lifetime, under each load, with outages at every phase of the tokens' cycle. The table is
 * docs/simulation.md; {@code -Dsimulation.update} writes it anew.
 */
class SimulationTest {

    private static final Path PAGE = Path.of("..", "docs", "simulation.md");
    private static final String HEAD =
            """
            | token | load | outage | how | requests an hour | while down | waiting | failed | longest wait |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    /** One row: the worst of the hours whose outage began at each phase. */
    private record Row(
            long lifetime,
            Load load,
            long outage,
            String how,
            int requests,
            int whileDown,
            int waits,
            int failures,
            Duration longestWait) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %d s | %s | %s | %s | %d | %s | %d | %d | %.2f s |",
                    lifetime,
                    load.name().toLowerCase(Locale.ROOT),
                    outage == 0 ? "none" : outage + " s",
                    how,
                    requests,
                    outage == 0 ? "–" : whileDown,
                    waits,
                    failures,
                    longestWait.toMillis() / 1000.0);
        }
    }

    @Test
    void theHoursGoAsTheTableSays() throws IOException {
        List<Row> rows = rows();
        String table = HEAD + rows.stream().map(Row::toString).collect(Collectors.joining("\n", "", "\n"));
        String page = Files.readString(PAGE);
        String updated = page.substring(0, page.indexOf(HEAD.substring(0, 20))) + table;
        if (System.getProperty("simulation.update") != null) {
            Files.writeString(PAGE, updated);
        }
        assertThat(page).isEqualTo(updated);

        assertThat(rows).filteredOn(row -> row.lifetime() == 300).allSatisfy(row -> {
            assertThat(row.failures()).isZero();
            assertThat(row.waits()).isZero();
            assertThat(row.whileDown()).isLessThanOrEqualTo(20);
        });
        assertThat(rows).filteredOn(row -> row.outage() == 0).allSatisfy(row -> {
            assertThat(row.failures()).isZero();
            assertThat(row.requests()).isLessThanOrEqualTo((int) (3600 / (0.45 * row.lifetime())) + 1);
        });
        assertThat(rows)
                .filteredOn(row -> row.lifetime() == 300 && row.outage() == 0)
                .allSatisfy(row -> assertThat(row.requests()).isLessThanOrEqualTo(26));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (long lifetime : new long[] {5, 60, 300, 3600}) {
            for (Load load : Load.values()) {
                rows.add(worst(lifetime, load, 0, Outage.REFUSED, "–"));
                for (long outage : new long[] {30, 60, 120}) {
                    for (Outage how : Outage.values()) {
                        rows.add(worst(lifetime, load, outage, how, how.name().toLowerCase(Locale.ROOT)));
                    }
                }
            }
        }
        return rows;
    }

    private static Row worst(long lifetime, Load load, long outage, Outage how, String shown) {
        List<SimulatedHour> hours = new ArrayList<>();
        long phases = Math.max(20, lifetime / 60); // a minute apart at most, and the shortest outage is half of that
        for (int phase = 0; phase < phases; phase++) {
            Duration from = ofMinutes(10).plusMillis(lifetime * 800 * phase / phases);
            hours.add(new SimulatedHour(ofSeconds(lifetime), load, phase)
                    .down(how, from, ofSeconds(outage))
                    .run());
        }
        return new Row(
                lifetime,
                load,
                outage,
                shown,
                most(hours, SimulatedHour::requests),
                most(hours, SimulatedHour::requestsWhileDown),
                most(hours, SimulatedHour::waits),
                most(hours, SimulatedHour::failures),
                hours.stream()
                        .map(SimulatedHour::longestWait)
                        .max(Duration::compareTo)
                        .orElseThrow());
    }

    private static int most(List<SimulatedHour> hours, ToIntFunction<SimulatedHour> figure) {
        return hours.stream().mapToInt(figure).max().orElseThrow();
    }
}
