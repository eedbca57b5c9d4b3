package io.github.cameladhese.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeClockTest {

    private final FakeClock clock = new FakeClock();

    @Test
    void asASourceOfInstantsItIsTheWallClock() {
        Instant before = clock.instant();
        clock.advance(Duration.ofSeconds(90));
        clock.moveWallClock(Duration.ofSeconds(-30));
        assertThat(clock.instant()).isEqualTo(before.plusSeconds(60));
        assertThat(clock.millis()).isEqualTo(clock.currentTimeMillis());
    }

    @Test
    void whatManyThreadsLetPassAddsUp() throws Exception {
        long nanosBefore = clock.nanoTime();
        long millisBefore = clock.currentTimeMillis();
        Callable<Void> hour = () -> {
            for (int i = 0; i < 3600; i++) {
                clock.advance(Duration.ofSeconds(1));
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Void> passed : threads.invokeAll(Collections.nCopies(8, hour))) {
                passed.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(clock.nanoTime() - nanosBefore).isEqualTo(Duration.ofHours(8).toNanos());
        assertThat(clock.currentTimeMillis() - millisBefore)
                .isEqualTo(Duration.ofHours(8).toMillis());
    }

    @Test
    void whatATaskLetsPassAddsUpToo() {
        Instant start = clock.instant();
        long nanos = clock.nanoTime();
        clock.after(Duration.ofSeconds(1), () -> {
            clock.advance(Duration.ofSeconds(10));
            clock.moveWallClock(Duration.ofHours(1));
        });
        clock.advance(Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(12).plus(Duration.ofHours(1)));
        assertThat(clock.nanoTime() - nanos).isEqualTo(Duration.ofSeconds(12).toNanos());
    }

    @Test
    void aTaskMayWaitForAThreadThatLetsTimePass() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            clock.after(Duration.ofSeconds(1), () -> {
                try {
                    other.submit(() -> clock.advance(Duration.ofSeconds(1))).get(1, TimeUnit.MINUTES);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            long nanos = clock.nanoTime();
            clock.advance(Duration.ofSeconds(1));
            assertThat(clock.nanoTime() - nanos).isEqualTo(Duration.ofSeconds(2).toNanos());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whatIsDueRunsAtItsTimeAndNotOnceItIsCancelled() {
        List<Instant> ran = new ArrayList<>();
        Instant start = clock.instant();
        clock.after(Duration.ofSeconds(20), () -> ran.add(clock.instant()));
        clock.after(Duration.ofSeconds(10), () -> ran.add(clock.instant()));
        clock.after(Duration.ofSeconds(15), () -> ran.add(null)).run();
        clock.advance(Duration.ofSeconds(30));
        assertThat(ran).containsExactly(start.plusSeconds(10), start.plusSeconds(20));
        assertThat(clock.alarms()).isZero();
    }
}
