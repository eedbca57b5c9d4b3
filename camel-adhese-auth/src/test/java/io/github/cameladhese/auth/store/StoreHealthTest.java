package io.github.cameladhese.auth.store;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of a store, and when it is left alone. */
class StoreHealthTest {

    private final FakeClock clock = new FakeClock();
    private final StoreHealth health = new StoreHealth("org.example.Store", clock);
    private final CapturedLogs logs = CapturedLogs.fromInfoUp();

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void aStoreThatHasFailedIsLeftAloneForFifteenSeconds() {
        assertThat(health.isResting(Kind.READING)).isFalse();
        health.failed(Kind.READING, "failed with X");
        clock.advance(ofSeconds(15).minusMillis(1));
        assertThat(health.isResting(Kind.READING)).isTrue();
        clock.advance(ofMillis(1));
        assertThat(health.isResting(Kind.READING)).isFalse();
    }

    @Test
    void oneThatCannotBeWrittenToIsReadAndOneThatCannotBeReadIsNotWrittenTo() {
        health.failed(Kind.WRITING, "failed with X");
        assertThat(health.isResting(Kind.READING)).isFalse();
        assertThat(health.isResting(Kind.WRITING)).isTrue();
        clock.advance(ofSeconds(15));
        assertThat(health.isResting(Kind.WRITING)).isFalse();
        health.failed(Kind.READING, "failed with X");
        assertThat(health.isResting(Kind.READING)).isTrue();
        assertThat(health.isResting(Kind.WRITING)).isTrue();
    }

    @Test
    void anOutageIsOneWarningAndOneInfo() {
        for (int i = 0; i < 100; i++) {
            health.failed(Kind.READING, "failed with X");
            clock.advance(ofMinutes(1));
        }
        health.worked(Kind.READING, clock.nanoTime());
        health.worked(Kind.READING, clock.nanoTime());
        assertThat(levels()).containsExactly("WARN", "INFO");
        assertThat(lines().get(0))
                .contains("The token store (org.example.Store) cannot be used: reading failed with X.")
                .contains("tried again after 15 s. Check that it runs");
        assertThat(lines().get(1)).contains("The token store (org.example.Store) works again");
    }

    @Test
    void aFullStoreDoesNotWorkAgainBecauseItCanBeRead() {
        health.failed(Kind.WRITING, "failed with X");
        clock.advance(ofSeconds(20));
        health.worked(Kind.READING, clock.nanoTime());
        assertThat(levels()).containsExactly("WARN");
        health.worked(Kind.WRITING, clock.nanoTime());
        assertThat(levels()).containsExactly("WARN", "INFO");
    }

    @Test
    void whatFailedInEitherWayWorksWhenBothDo() {
        health.failed(Kind.WRITING, "failed with X");
        health.failed(Kind.READING, "failed with X");
        clock.advance(ofSeconds(20));
        health.worked(Kind.READING, clock.nanoTime());
        assertThat(levels()).containsExactly("WARN");
        health.worked(Kind.WRITING, clock.nanoTime());
        assertThat(levels()).containsExactly("WARN", "INFO");
    }

    @Test
    void theNextOutageIsTold() {
        outage();
        clock.advance(ofMinutes(10));
        outage();
        assertThat(levels()).containsExactly("WARN", "INFO", "WARN", "INFO");
    }

    @Test
    void aStoreThatComesAndGoesIsToldOfOnceInTenMinutes() {
        for (int i = 0; i < 15; i++) { // one in 40 s
            outage();
            clock.advance(ofSeconds(20));
        }
        assertThat(levels()).containsExactly("WARN", "INFO");
        outage();
        assertThat(levels()).containsExactly("WARN", "INFO", "WARN", "INFO");
    }

    @Test
    void anOutageThatBeganUntoldIsToldLater() {
        outage();
        for (int i = 0; i < 60; i++) {
            health.failed(Kind.READING, "failed with X");
            clock.advance(ofSeconds(15));
        }
        assertThat(levels()).containsExactly("WARN", "INFO", "WARN");
    }

    @Test
    void whatWasAskedBeforeAFailureOrWhileItRestsDoesNotEndAnOutage() {
        long before = clock.nanoTime();
        clock.advance(ofMillis(1));
        health.failed(Kind.WRITING, "failed with X");
        clock.advance(ofMillis(1));
        long resting = clock.nanoTime();
        clock.advance(ofSeconds(20));
        health.worked(Kind.WRITING, before);
        health.worked(Kind.WRITING, resting);
        assertThat(levels()).containsExactly("WARN");
    }

    private void outage() {
        health.failed(Kind.READING, "failed with X");
        clock.advance(ofSeconds(20));
        health.worked(Kind.READING, clock.nanoTime());
    }

    private List<String> levels() {
        return lines().stream().map(line -> line.substring(0, 4)).toList();
    }

    private List<String> lines() {
        return logs.lines(StoreHealth.class.getName()::equals).stream()
                .map(CapturedLogs.Line::text)
                .toList();
    }
}
