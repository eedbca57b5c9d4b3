package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineProgressTest {

    private final List<String> lines = new ArrayList<>();
    private final LineProgress progress = new LineProgress(lines::add);

    @Test
    void saysEachThousandAndTheEnd() {
        progress.start("Campaigns", Progress.TOTAL_UNKNOWN);
        progress.advance(999);
        assertThat(lines).isEmpty();
        progress.advance(1);
        progress.advance(250);
        progress.start("Bookings", 2500);
        for (int i = 0; i < 2500; i++) {
            progress.advance(1);
        }

        assertThat(lines)
                .containsExactly(
                        "Campaigns: 1,000",
                        "Bookings: 1,000 of 2,500",
                        "Bookings: 2,000 of 2,500",
                        "Bookings: 2,500 of 2,500");
    }
}
