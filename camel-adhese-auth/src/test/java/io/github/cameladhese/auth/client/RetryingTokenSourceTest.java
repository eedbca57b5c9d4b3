package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RetryingTokenSourceTest {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250); // half of its bound, see the draw below
    private static final Duration SECOND_WAIT = Duration.ofMillis(500);

    private final FakeClock clock = new FakeClock();
    private final HandFedSource upstream = new HandFedSource();
    private final RetryingTokenSource source = around(upstream, clock);
    private final AccessToken token =
            new AccessToken("t", Set.of("adhese-api"), Moment.now(clock), Duration.ofMinutes(5));

    @Test
    void givesATokenThatComesAtOnce() {
        var outcome = source.token();
        upstream.last().complete(token);

        assertThat(outcome).isCompletedWithValue(token);
        assertThat(upstream.given).hasSize(1);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void asksAgainAfterTheBackOff() {
        var outcome = source.token();
        upstream.fail("1");

        clock.advance(Duration.ofMillis(249));
        assertThat(upstream.given).hasSize(1);
        assertThat(outcome).isNotDone();

        clock.advance(Duration.ofMillis(1));
        assertThat(upstream.given).hasSize(2);
        upstream.last().complete(token);
        assertThat(outcome).isCompletedWithValue(token);
    }

    @Test
    void failsWithTheLastFailureWhenAttemptsAreUsedUp() {
        var outcome = source.token();
        TokenException last = HandFedSource.unavailable("3");
        upstream.fail("1");
        clock.advance(FIRST_WAIT);
        upstream.fail("2");
        clock.advance(SECOND_WAIT);
        assertThat(outcome).isNotDone();
        upstream.last().completeExceptionally(last);

        assertThat(failure(outcome)).isSameAs(last);
        assertThat(upstream.given).hasSize(3);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void keepsTheServersWait() {
        var outcome = source.token();
        upstream.last()
                .completeExceptionally(new TokenEndpointUnavailableException(
                        HandFedSource.TRANSIENT.retryAfter(Duration.ofSeconds(7)), "come back", null));

        clock.advance(Duration.ofMillis(6999));
        assertThat(upstream.given).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(upstream.given).hasSize(2);
        assertThat(outcome).isNotDone();
    }

    @Test
    void startsNoAttemptAfterTheDeadlineHoweverLongAttemptsTake() {
        var outcome = source.token();
        clock.advance(RetryPolicy.DEADLINE);
        upstream.fail("after half a minute");

        assertThat(failure(outcome)).hasMessage("after half a minute");
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void countsAttemptsAndTimeForEachCallAnew() {
        upstreamFailsForGood();
        clock.advance(Duration.ofHours(1));
        upstreamFailsForGood();

        assertThat(upstream.given).hasSize(6);
    }

    @Test
    void givesOtherFailuresThroughAtOnce() {
        TokenFailure permanent = TokenFailure.answered(HandFedSource.TRANSIENT.target(), 404, null, false);
        for (Throwable other : List.of(
                new TokenEndpointUnavailableException(permanent, "permanent", null),
                new IllegalStateException("odd"),
                new AssertionError("worse"))) {
            var outcome = source.token();
            upstream.last().completeExceptionally(other);

            assertThat(failure(outcome)).isSameAs(other);
        }
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void unwrapsWhatDependentStagesWrapped() {
        var outcome = source.token();
        upstream.last().completeExceptionally(new CompletionException(HandFedSource.unavailable("wrapped")));
        clock.advance(FIRST_WAIT);
        IllegalStateException odd = new IllegalStateException("odd");
        upstream.last().completeExceptionally(new CompletionException(new CompletionException(odd)));

        assertThat(failure(outcome)).isSameAs(odd);
    }

    @Test
    void survivesASourceThatThrows() {
        IllegalStateException odd = new IllegalStateException("odd");
        TokenSource throwing = () -> {
            throw odd;
        };

        assertThat(failure(around(throwing, clock).token())).isSameAs(odd);
    }

    @Test
    void survivesASourceThatGivesNothing() {
        assertThat(failure(around(() -> null, clock).token())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void passesTheRejectedTokenDownWithEveryAttempt() {
        var outcome = source.invalidate(Secret.of("dead"));
        upstream.fail("1");
        clock.advance(FIRST_WAIT);
        upstream.last().complete(token);

        assertThat(outcome).isCompletedWithValue(token);
        assertThat(upstream.rejected).containsExactly("dead", "dead");
    }

    @Test
    void failsWithTheLastFailureIfTheTimerRefusesOrBreaks() {
        TokenTimer stopped = (delay, task) -> {
            throw new RejectedExecutionException("stopped");
        };
        TokenTimer broken = (delay, task) -> {
            throw new AssertionError("broken");
        };
        for (TokenTimer timer : List.of(stopped, broken)) {
            var outcome = around(upstream, timer).token();
            upstream.fail("1");

            assertThat(failure(outcome)).hasMessage("1");
        }
    }

    private void upstreamFailsForGood() {
        var outcome = source.token();
        for (int attempt = 1; attempt <= 3; attempt++) {
            upstream.fail("" + attempt);
            clock.advance(SECOND_WAIT); // or longer than the first
        }
        assertThat(failure(outcome)).hasMessage("3");
    }

    private RetryingTokenSource around(TokenSource other, TokenTimer waits) {
        return new RetryingTokenSource(other, new RetryPolicy(3), clock, waits, () -> Long.MIN_VALUE); // draws 0.5
    }

    private static Throwable failure(CompletableFuture<AccessToken> outcome) {
        assertThat(outcome).isCompletedExceptionally();
        return outcome.handle((none, failure) -> failure).join();
    }
}
