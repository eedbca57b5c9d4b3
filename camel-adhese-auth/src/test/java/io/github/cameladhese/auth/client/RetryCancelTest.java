package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who cancels the future of a fetch with retries leaves nothing under way. */
class RetryCancelTest {

    private static final TokenTimer AT_ONCE = (delay, task) -> {
        task.run();
        return () -> {};
    };

    private final FakeClock clock = new FakeClock();
    private final HandFedSource upstream = new HandFedSource();
    private final RetryingTokenSource source = with(clock);

    @Test
    void cancelsTheAttemptUnderWayWithItsFuture() {
        var outcome = source.token();

        outcome.cancel(true);

        assertThat(upstream.last()).isCancelled();
        assertThat(upstream.given).hasSize(1);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void cancelsALaterAttemptToo() {
        var outcome = source.token();
        upstream.fail("1");
        clock.advance(Duration.ofMillis(500));

        outcome.cancel(true);

        assertThat(upstream.last()).isCancelled();
        assertThat(upstream.given).hasSize(2);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void cancelsTheWaitWithItsFuture() {
        var outcome = source.token();
        upstream.fail("1");
        assertThat(clock.alarms()).isEqualTo(1);

        outcome.cancel(true);

        assertThat(clock.alarms()).isZero();
        assertThat(upstream.given).hasSize(1);
    }

    @Test
    void endsTheAttemptWhenItsFutureTimesOut() {
        var outcome = source.token().orTimeout(1, TimeUnit.NANOSECONDS);

        assertThat(outcome).failsWithin(Duration.ofSeconds(10));
        assertThat(upstream.last()).failsWithin(Duration.ofSeconds(10));
        assertThat(upstream.last()).isCancelled();
    }

    @Test
    void cancelsOneCallWithoutHarmToAnother() {
        var one = source.token();
        var firstAttempt = upstream.last();
        var other = source.token();

        one.cancel(true);
        AccessToken token = new AccessToken("t", Set.of("adhese-api"), Moment.now(clock), Duration.ofMinutes(5));
        upstream.last().complete(token);

        assertThat(firstAttempt).isCancelled();
        assertThat(other).isCompletedWithValue(token);
    }

    @Test
    void makesNoAttemptWhenCancelledWhileTheTimerBegins() {
        List<Runnable> begun = new ArrayList<>();
        var outcome = with((delay, task) -> {
                    begun.add(task);
                    return () -> {}; // too late, as when the timer's thread has taken the task already
                })
                .token();
        upstream.fail("1");

        outcome.cancel(true);
        begun.get(0).run();

        assertThat(upstream.given).hasSize(1);
    }

    @Test
    void takesATimerThatRunsTheTaskAtOnce() {
        var outcome = with(AT_ONCE).token();
        upstream.fail("1");
        assertThat(upstream.given).hasSize(2);

        outcome.cancel(true);

        assertThat(upstream.last()).isCancelled(); // not the wait, which was over before it was noted
    }

    @Test
    void leavesNothingUnderWayWhetherTheCallerOrTheFailureIsFirst() {
        for (int round = 0; round < 400; round++) {
            var outcome = with(round % 2 == 0 ? clock : AT_ONCE).token();
            CompletableFuture<AccessToken> attempt = upstream.last();
            CountDownLatch both = new CountDownLatch(2);
            var failing = CompletableFuture.runAsync(() -> {
                meet(both);
                attempt.completeExceptionally(HandFedSource.unavailable("1"));
            });
            meet(both);
            outcome.cancel(true);
            failing.join();

            assertThat(upstream.given).allMatch(CompletableFuture::isDone);
            assertThat(clock.alarms()).isZero();
        }
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private RetryingTokenSource with(TokenTimer timer) {
        return new RetryingTokenSource(upstream, new RetryPolicy(3), clock, timer, () -> -1L);
    }
}
