package io.github.cameladhese.auth.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The figures of docs/scaling.md, computed from how renewals are spread. */
class ScalingPageTest {

    private static final int PODS = 1000;
    private static final double STEP = 0.25; // seconds

    /** Renewals come 135 to 165 s after the one before, all moments alike: half of 300 s, spread by a tenth. */
    private static final int EARLIEST = (int) (135 / STEP);

    private static final int LATEST = (int) (165 / STEP);

    @Test
    void theBusiestSecondsAreThoseOfTheTable() throws Exception {
        double[] renewals = renewalsASecond((int) (8 * 3600 / STEP));
        Map<Integer, Long> told = table();
        assertThat(told).hasSize(6).containsEntry(0, (long) PODS);
        told.forEach((after, requests) -> {
            if (after > 0) {
                assertThat(busiest(renewals, after - 75, after + 75))
                        .as("after %s s", after)
                        .isEqualTo(requests);
            }
        });
        assertThat(page()).contains("| for good | " + busiest(renewals, 7 * 3600, 8 * 3600 - 1) + " |");
    }

    /** The expected number of renewals in each step, of pods that all got a token at 0 s, as a rate per second. */
    private static double[] renewalsASecond(int steps) {
        double[] rate = new double[steps];
        double share = 1.0 / (LATEST - EARLIEST);
        for (int now = 0; now < steps; now++) {
            for (int ago = EARLIEST; ago < LATEST; ago++) {
                if (ago == now) {
                    rate[now] += share * PODS / STEP; // the first renewal
                } else if (ago < now) {
                    rate[now] += share * rate[now - ago];
                }
            }
        }
        return rate;
    }

    private static long busiest(double[] rate, int fromSecond, int toSecond) {
        double most = 0;
        for (int i = (int) (fromSecond / STEP); i < toSecond / STEP; i++) {
            most = Math.max(most, rate[i]);
        }
        return Math.round(most);
    }

    private static Map<Integer, Long> table() throws Exception {
        Map<Integer, Long> rows = new TreeMap<>();
        Pattern.compile("(?m)^\\| (\\d+) s \\| (\\d+) \\|$")
                .matcher(page())
                .results()
                .forEach(row -> rows.put(Integer.parseInt(row.group(1)), Long.parseLong(row.group(2))));
        return rows;
    }

    private static String page() throws Exception {
        return Files.readString(Path.of("../docs/scaling.md"));
    }
}
