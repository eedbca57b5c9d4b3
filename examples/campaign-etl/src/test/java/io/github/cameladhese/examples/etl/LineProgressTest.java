package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final LineProgress progress = new LineProgress(lines::add, nanos::get);

    @Test
    void saysEachThousandAndTheEndWithRateAndTimeLeft() {
        progress.start("Campaigns", Progress.TOTAL_UNKNOWN);
        progress.advance(999);
        assertThat(lines).isEmpty();
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        progress.advance(1);
        progress.advance(250);
        progress.start("Bookings", 2500);
        for (int i = 0; i < 2500; i++) {
            nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            progress.advance(1);
        }

        assertThat(lines)
                .containsExactly(
                        "Campaigns: 1,000 (2,000/s)",
                        "Bookings: 1,000 of 2,500 (0/s, 1:40:00 left)",
                        "Bookings: 2,000 of 2,500 (0/s, 0:33:20 left)",
                        "Bookings: 2,500 of 2,500 (0/s, 0:00:00 left)");
    }

    @Test
    void saysLessOftenTheMoreIsDone() {
        progress.start("Bookings", 250_000);
        for (int i = 0; i < 1000; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.advance(250);
        }

        assertThat(lines).hasSize(9 + 9 + 2 + 1);
        assertThat(lines.get(8)).startsWith("Bookings: 9,000 of");
        assertThat(lines.get(9)).startsWith("Bookings: 10,000 of");
        assertThat(lines.get(10)).startsWith("Bookings: 20,000 of");
        assertThat(lines.get(19)).isEqualTo("Bookings: 200,000 of 250,000 (250/s, 0:03:20 left)");
        assertThat(lines.get(20)).startsWith("Bookings: 250,000 of");
    }

    @Test
    void survivesAClockThatStandsStill() {
        progress.start("Bookings", 1);
        progress.advance(1);

        assertThat(lines).singleElement().asString().startsWith("Bookings: 1 of 1 (");
    }
}
