package io.github.cameladhese.auth.token;

import static io.github.cameladhese.auth.token.Caches.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A token after which there is no other is handed out until its last moments, and nobody asks for another one before. */
class LastTokenTest {

    private final FakeClock clock = new FakeClock();
    private final AtomicInteger requests = new AtomicInteger();
    private final CachingTokenSource source = Caches.over(this::first, ofSeconds(30), clock);
    private boolean renewable;

    @Test
    void isHandedOutUntilItsLastFiveSeconds() {
        AccessToken last = source.token().join();
        clock.advance(ofSeconds(295).minusMillis(1));
        assertThat(source.token()).isCompletedWithValue(last);
        assertThat(source.status(1).phase()).isEqualTo(TokenPhase.FRESH);

        clock.advance(ofMillis(1));
        assertSpent(source.token());
        assertThat(requests).hasValue(2);
    }

    @Test
    void isHandedOutUntilItsLastFiveSecondsByTheWallClockToo() {
        source.token().join();
        clock.moveWallClock(ofSeconds(295).minusMillis(1));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));

        clock.moveWallClock(ofMillis(1));
        CompletableFuture<AccessToken> waiting = source.token();
        clock.advance(ofSeconds(1)); // two requests are never closer together
        assertSpent(waiting);
    }

    @Test
    void isNotAskedForAgainInTheBackgroundHoweverOftenItIsUsed() {
        source.token().join();
        for (Duration passed = Duration.ZERO;
                passed.compareTo(ofSeconds(294)) < 0;
                passed = passed.plus(ofSeconds(1))) {
            clock.advance(ofSeconds(1));
            assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));
        }
        assertThat(requests).hasValue(1);
        clock.advance(ofMinutes(10));
        assertThat(requests).as("when nobody asks").hasValue(1);
    }

    @Test
    void isAskedForAgainInTheBackgroundIfItIsNotTheLast() {
        renewable = true;
        source.token().join();
        clock.advance(ofSeconds(150).minusMillis(1));
        source.token().join();
        assertThat(requests).hasValue(1);

        clock.advance(ofMillis(1));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));
        assertThat(requests).hasValue(2);
    }

    @Test
    void isOverForAllWhenOneReportsItAsRejected() {
        source.token().join();
        assertSpent(source.invalidate(Secret.of("token-1")));
        assertSpent(source.token());
        assertSpent(source.invalidate(Secret.of("token-1")));
        assertThat(requests).as("those during the pause").hasValue(2);
        clock.advance(ofSeconds(31));
        assertSpent(source.token());
    }

    @Test
    void keepsAllThatItIsWhenItBecomesTheLast() {
        AccessToken token = issue(1);
        AccessToken last = token.asLast();

        assertThat(token.renewable()).isTrue();
        assertThat(last.renewable()).isFalse();
        assertThat(last).usingRecursiveComparison().ignoringFields("renewable").isEqualTo(token);
        assertThat(last.toString()).doesNotContain("token-1");
    }

    /** During the pause after it nothing is said of a next attempt, since none would help. */
    @Test
    void isFollowedByAFailureThatPromisesNoNextAttempt() {
        source.token().join();
        clock.advance(ofSeconds(295));
        assertSpent(source.token());
        assertSpent(source.token());
        assertThat(requests).hasValue(2);
        assertThat(source.status(2).phase()).isEqualTo(TokenPhase.FAILED);
    }

    private static void assertSpent(CompletableFuture<AccessToken> future) {
        assertThat(future).isDone();
        assertThatThrownBy(future::join)
                .hasCauseInstanceOf(AuthorizationCodeSpentException.class)
                .satisfies(thrown -> {
                    TokenException failure = (TokenException) thrown.getCause();
                    assertThat(failure).hasMessage("spent.");
                    assertThat(failure.retryable()).isFalse();
                    assertThat(failure.retryAfter()).isEmpty();
                });
    }

    /** One token, and then no other. */
    private CompletableFuture<AccessToken> first() {
        return requests.incrementAndGet() == 1
                ? CompletableFuture.completedFuture(renewable ? issue(1) : issue(1).asLast())
                : CompletableFuture.failedFuture(new AuthorizationCodeSpentException(
                        TokenFailure.unanswered(Caches.TARGET, false), "spent.", null));
    }

    private AccessToken issue(int number) {
        return new FakeTokenSource(clock, ofMinutes(5)).issue(number);
    }
}
