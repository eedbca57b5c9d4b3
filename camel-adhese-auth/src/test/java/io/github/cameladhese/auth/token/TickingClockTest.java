package io.github.cameladhese.auth.token;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickingClockTest {

    private final FakeClock exact = new FakeClock();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void showsTheTimeOfItsNextTickSoThatItIsNotBehind() {
        TickingClock clock = new TickingClock(exact, ofMillis(5), timer);
        assertThat(clock.nanoTime() - exact.nanoTime()).isEqualTo(5_000_000);
        assertThat(clock.currentTimeMillis() - exact.currentTimeMillis()).isEqualTo(5);
    }

    @Test
    void followsBothClocksAtItsNextTick() {
        TickingClock clock = new TickingClock(exact, ofMillis(1), timer);
        exact.advance(ofMinutes(1));
        exact.moveWallClock(ofMinutes(1));
        await().untilAsserted(() -> {
            assertThat(clock.nanoTime() - exact.nanoTime()).isEqualTo(1_000_000);
            assertThat(clock.currentTimeMillis() - exact.currentTimeMillis()).isEqualTo(1);
        });
    }

    @Test
    void aTokenThatIsDueOnlyByTheClockThatRunsAheadIsNotFetchedAgain() {
        FakeClock ahead = new FakeClock();
        FakeTokenSource upstream = new FakeTokenSource(exact, ofMinutes(5));
        CachingTokenSource source = new CachingTokenSource(
                new Upstream(upstream, upstream, Caches.LONGEST, Caches.TARGET, () -> "", TokenShare.NONE),
                new RefreshPolicy(ofSeconds(30), null),
                new Timing(exact, ahead, exact, Runnable::run, Caches.MIDDLE),
                TokenWatch.NONE);
        source.token().join();
        ahead.advance(ofSeconds(150));
        exact.advance(ofSeconds(149));
        source.token().join();
        assertThat(upstream.requests()).isEqualTo(1);
        exact.advance(ofSeconds(1));
        source.token().join();
        assertThat(upstream.requests()).isEqualTo(2);
    }
}
