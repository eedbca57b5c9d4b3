package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void saysEachThousand() {
        try (Progress progress = new Progress(out, false)) {
            progress.advance(999);
            assertThat(text()).isEmpty();
            progress.advance(1);
            progress.waiting("A pause.");
            progress.advance(2500);
        }

        assertThat(text().lines()).containsExactly("Payments: 1,000", "A pause.", "Payments: 3,500");
    }

    @Test
    void isABarOnATerminal() {
        try (Progress progress = new Progress(out, true)) {
            progress.advance(1234);
            progress.waiting("A pause.");
        }

        assertThat(text()).contains("\r").contains("Payments").contains("1234").contains("A pause.");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
