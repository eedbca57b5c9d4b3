package io.github.cameladhese.examples.observability.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Timeline.Outage OUTAGE = new Timeline.Outage(20, 25);

    private final Timeline timeline = new Timeline(
            Duration.ofSeconds(30),
            60,
            List.of(new Timeline.Token(1, 31), new Timeline.Token(15, 45)),
            List.of(),
            List.of(OUTAGE),
            Collections.nCopies(60, new Timeline.Second(3, 2)));

    @Test
    void theLastTokenThatCameIsTheOneThatIsHeld() {
        assertThat(timeline.left(0.5)).isZero();
        assertThat(timeline.left(14.9)).isCloseTo(16.1, within(0.001));
        assertThat(timeline.left(15)).isEqualTo(30);
        assertThat(timeline.left(45)).isZero();
        assertThat(timeline.left(50)).isZero();
    }

    @Test
    void whatFailsInAnOutageMayFailAWhileAfterIt() {
        assertThat(timeline.failed(OUTAGE)).isEqualTo(2 * (5 + 18));
        assertThat(timeline.failed(new Timeline.Outage(50, 60))).isEqualTo(2 * 10);
        assertThat(timeline.failed()).isEqualTo(120);
    }

    /** As the README tells it. A new picture on which it is otherwise is no picture to commit. */
    @Test
    void theShortOutageOfThePictureWasNoticedByNone() throws Exception {
        String picture = Files.readString(Path.of("../../docs/token-timeline.svg"));

        assertThat(picture)
                .contains("token server down for 12 s: 0 exchanges fail")
                .containsPattern("token server down for 45 s: [1-9][\\d,]* exchanges fail");
    }
}
