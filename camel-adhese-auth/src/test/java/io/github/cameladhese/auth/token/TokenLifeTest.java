package io.github.cameladhese.auth.token;

import static io.github.cameladhese.auth.token.Caches.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FRESH, DUE, EXPIRED, LAST GASP, FAILED: both sides of each boundary, for tokens of 300 s and a margin of 30 s. */
class TokenLifeTest {

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private final CachingTokenSource source = Caches.over(upstream, ofSeconds(30), clock);

    @Test
    void fromHalfItsLifeOnTheNextIsFetchedInTheBackgroundByOneAttempt() {
        assertToken("token-1");
        clock.advance(ofMillis(149_999));
        assertToken("token-1");
        assertThat(phase()).isEqualTo(TokenPhase.FRESH);
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(upstream.singles()).isZero();

        upstream.hold();
        clock.advance(ofMillis(1));
        assertThat(phase()).isEqualTo(TokenPhase.DUE);
        for (int i = 0; i < 3; i++) {
            assertToken("token-1");
        }
        assertThat(upstream.requests()).isEqualTo(2);
        assertThat(upstream.singles()).isEqualTo(1);

        upstream.answer(upstream.issue(2));
        assertToken("token-2");
        assertThat(phase()).isEqualTo(TokenPhase.FRESH);
    }

    @ParameterizedTest(name = "the monotonic clock reads {0}")
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
    void whereTheMonotonicClockBeginsMakesNoDifference(long origin) {
        FakeClock other = new FakeClock(origin);
        FakeTokenSource tokens = new FakeTokenSource(other, ofMinutes(5));
        CachingTokenSource caching = Caches.over(tokens, ofSeconds(30), other);
        assertThat(caching.token()).isCompletedWithValueMatching(token("token-1"));
        other.advance(ofMillis(149_999));
        assertThat(caching.status(0).phase()).isEqualTo(TokenPhase.FRESH);
        other.advance(ofMillis(1));
        assertThat(caching.status(0).phase()).isEqualTo(TokenPhase.DUE);
        assertThat(caching.token()).isCompletedWithValueMatching(token("token-1"));
        assertThat(caching.token()).isCompletedWithValueMatching(token("token-2"));
    }

    @Test
    void theCallerThatIsFirstPastTheLineDoesNotAskItself() {
        List<Runnable> tasks = new ArrayList<>();
        CachingTokenSource caching =
                Caches.over(upstream, new RefreshPolicy(ofSeconds(30), null), clock, tasks::add, () -> "");
        CompletableFuture<AccessToken> first = caching.token();
        assertThat(upstream.requests()).isZero();
        tasks.remove(0).run();
        assertThat(first).isCompletedWithValueMatching(token("token-1"));

        clock.advance(ofSeconds(150));
        assertThat(caching.token()).isCompletedWithValueMatching(token("token-1"));
        assertThat(upstream.requests()).isEqualTo(1);
        tasks.remove(0).run();
        assertThat(caching.token()).isCompletedWithValueMatching(token("token-2"));
    }

    @ParameterizedTest(name = "{0} s tokens with a margin of {1} s are used for {2} ms")
    @CsvSource({
        "300, 30, 270000",
        "300, 300, 225000",
        "300, 3600, 225000",
        "5, 30, 3750",
        "300, 0, 299999",
        "120, 30, 90000",
        "121, 30, 91000"
    })
    void withoutANewOneItIsHandedOutUntilItsMargin(long lifetime, long margin, long usedFor) {
        FakeTokenSource tokens = new FakeTokenSource(clock, ofSeconds(lifetime));
        CachingTokenSource caching = Caches.over(tokens, ofSeconds(margin), clock);
        caching.token().join();
        tokens.hold();

        clock.advance(ofMillis(usedFor - 1));
        assertThat(caching.token()).isCompletedWithValueMatching(token("token-1"));
        clock.advance(ofMillis(1));
        CompletableFuture<AccessToken> waiting = caching.token();
        assertThat(waiting).isNotDone();
        assertThat(caching.status(0).phase()).isEqualTo(TokenPhase.EXPIRED);

        tokens.answer(tokens.issue(2));
        assertThat(waiting).isCompletedWithValueMatching(token("token-2"));
        assertThat(tokens.requests()).isEqualTo(2);
    }

    @Test
    void aWallClockThatJumpsAheadEndsTheTokenEarly() {
        assertToken("token-1");
        upstream.hold();
        clock.moveWallClock(ofMillis(269_999)); // a machine that was suspended: the monotonic clock stood still
        assertToken("token-1");
        clock.moveWallClock(ofMillis(1));
        assertThat(source.token()).isNotDone();
    }

    @Test
    void aWallClockThatIsSetBackDoesNotLengthenTheTokensLife() {
        assertToken("token-1");
        upstream.hold();
        clock.moveWallClock(Duration.ofHours(-1));
        clock.advanceMonotonic(ofMillis(269_999));
        assertToken("token-1");
        clock.advanceMonotonic(ofMillis(1));
        assertThat(source.token()).isNotDone();
    }

    @Test
    void aFailedRefreshTakesNothingAwayAndIsTriedAgainAfterAPauseThatGrows() {
        assertToken("token-1");
        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(150));
        assertToken("token-1");
        long[] pauses = {1, 2, 4, 8, 15, 15, 15, 15};
        for (int i = 0; i < pauses.length; i++) {
            assertThat(upstream.requests()).isEqualTo(2 + i);
            clock.advance(ofSeconds(pauses[i]).minusMillis(1));
            assertToken("token-1");
            assertThat(upstream.requests()).isEqualTo(2 + i);
            if (i == pauses.length - 1) {
                upstream.answerAtOnce();
            }
            clock.advance(ofMillis(1)); // the timer tries again, with or without exchanges
        }
        assertToken("token-10");
        assertThat(source.status(0).failures()).isEqualTo(8);
    }

    @Test
    void aPauseIsATwentiethOfTheLifetimeAtMost() {
        FakeTokenSource tokens = new FakeTokenSource(clock, ofSeconds(5));
        CachingTokenSource caching = Caches.over(tokens, ofSeconds(30), clock);
        caching.token().join();
        tokens.failWith(Caches.unavailable());
        clock.advance(ofMillis(2_500));
        caching.token().join();
        clock.advance(ofMillis(249));
        caching.token().join();
        assertThat(tokens.requests()).isEqualTo(2);
        clock.advance(ofMillis(1));
        caching.token().join();
        assertThat(tokens.requests()).isEqualTo(3);
    }

    @Test
    void inItsLastGaspItIsHandedOutAtOnceWhileTheNextIsTriedForUntilFiveSecondsBeforeItsEnd() {
        assertToken("token-1");
        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(269));
        assertToken("token-1");
        clock.advance(ofMillis(25_900));
        assertThat(phase()).isEqualTo(TokenPhase.LAST_GASP);
        upstream.hold();
        clock.advance(ofMillis(99));
        int requests = upstream.requests();
        assertToken("token-1");

        clock.advance(ofMillis(1));
        upstream.failWith(Caches.unavailable());
        assertThat(phase()).isIn(TokenPhase.EXPIRED, TokenPhase.FAILED);
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(phase()).isEqualTo(TokenPhase.FAILED);
        assertThat(upstream.requests()).isLessThanOrEqualTo(requests + 1);
    }

    @Test
    void whoWaitsForTheFirstAttemptPastTheMarginGetsTheOldTokenIfItFails() {
        assertToken("token-1");
        upstream.hold();
        clock.advance(ofSeconds(270));
        CompletableFuture<AccessToken> waiting = source.token();
        assertThat(waiting).isNotDone();
        upstream.fail(Caches.unavailable());
        assertThat(waiting).isCompletedWithValueMatching(token("token-1"));
        assertThat(phase()).isEqualTo(TokenPhase.LAST_GASP);
    }

    @Test
    void withoutATokenTheFailureIsRememberedForAPauseAndToldWithTheTimeLeft() {
        upstream.failWith(Caches.unavailable());
        assertThatThrownBy(() -> source.token().join()).hasMessageEndingWith("down.");
        clock.advance(ofMillis(300));
        assertThatThrownBy(() -> source.token().join())
                .hasCauseInstanceOf(TokenEndpointUnavailableException.class)
                .hasMessageEndingWith("down. The next attempt is made in 1 s.")
                .satisfies(failure -> assertThat(((TokenException) failure.getCause()).retryAfter())
                        .contains(ofMillis(700)));
        assertThat(phase()).isEqualTo(TokenPhase.FAILED);
        clock.advance(ofMillis(699));
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(1);

        clock.advance(ofMillis(1));
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(2);
        assertThat(upstream.singles()).as("a probe, not three attempts again").isEqualTo(1);

        upstream.answerAtOnce();
        clock.advance(ofSeconds(2));
        assertToken("token-3");
        assertThat(phase()).isEqualTo(TokenPhase.FRESH);
    }

    @Test
    void aPermanentFailureIsRememberedForHalfAMinuteDoublingToFive() {
        upstream.failWith(Caches.wrongSecret());
        long[] pauses = {30, 60, 120, 240, 300, 300};
        for (int i = 0; i < pauses.length; i++) {
            assertThat(source.token()).isCompletedExceptionally();
            clock.advance(ofSeconds(pauses[i]).minusMillis(1));
            assertThat(source.token()).isCompletedExceptionally();
            assertThat(upstream.requests()).isEqualTo(1 + i);
            clock.advance(ofMillis(1));
        }
        upstream.answerAtOnce();
        assertToken("token-7");
    }

    @Test
    void permanentIsSoftAndALiveTokenIsStillUsed() {
        assertToken("token-1");
        upstream.failWith(Caches.wrongSecret());
        clock.advance(ofSeconds(150));
        assertToken("token-1");
        clock.advance(ofMillis(29_999));
        assertToken("token-1");
        assertThat(upstream.requests()).isEqualTo(2);
        upstream.answerAtOnce();
        clock.advance(ofMillis(1));
        assertToken("token-3");
    }

    @Test
    void aServerThatIsBackJustBeforeTheEndIsNoticedInTime() {
        assertToken("token-1");
        upstream.hold(); // nothing answers
        clock.advance(ofSeconds(150));
        assertToken("token-1");
        clock.advance(ofSeconds(135));
        int requests = upstream.requests();
        assertThat(requests).isBetween(3, 20);
        upstream.answerAtOnce();
        clock.advance(ofSeconds(10).minusMillis(1));
        assertToken("token-" + (requests + 1));
    }

    @Test
    void aTokenInUseIsRenewedWhenItIsDueThoughNobodyAsksJustThen() {
        assertToken("token-1");
        clock.advance(ofSeconds(90).plusMillis(1));
        assertToken("token-1"); // in the last fifth of its lifetime before it is due
        clock.advance(ofSeconds(60));
        assertThat(upstream.requests()).isEqualTo(2);
        clock.advance(Duration.ofHours(1));
        assertThat(upstream.requests()).as("nobody used the second").isEqualTo(2);
    }

    @Test
    void aFetchThatARejectionForcedInVainDoesNotEndTheUpkeep() {
        assertToken("token-1");
        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(10));
        assertThat(source.invalidate(Secret.of("token-1"))).isCompletedExceptionally();
        upstream.answerAtOnce();
        clock.advance(ofSeconds(100));
        assertToken("token-1");
        clock.advance(ofSeconds(60));
        assertToken("token-3");
    }

    @Test
    void aTokenThatNobodyUsesIsNotRenewed() {
        assertToken("token-1");
        clock.advance(ofSeconds(89));
        assertToken("token-1");
        clock.advance(Duration.ofHours(1));
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void nothingIsAskedBeforeRetryAfterUpToFiveMinutes() {
        upstream.failWith(Caches.unavailable(ofSeconds(77)));
        assertThat(source.token()).isCompletedExceptionally();
        clock.advance(ofMillis(76_999));
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(1);
        clock.moveWallClock(Duration.ofHours(1)); // must not open the gate
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(1);

        upstream.failWith(Caches.unavailable(Duration.ofDays(3650)));
        clock.advance(ofMillis(1));
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(2);
        upstream.answerAtOnce();
        clock.advance(ofMinutes(5).minusMillis(1));
        assertThat(source.token()).isCompletedExceptionally();
        clock.advance(ofMillis(1));
        assertToken("token-3");
    }

    @Test
    void tokensThatAreAlmostOverAreNotAskedForMoreThanOnceASecond() {
        FakeTokenSource tokens = new FakeTokenSource(clock, ofMillis(200));
        CachingTokenSource caching = Caches.over(tokens, ofSeconds(30), clock);
        caching.token().join();
        clock.advance(ofMillis(150));
        CompletableFuture<AccessToken> waiting = caching.token();
        clock.advance(ofMillis(849));
        assertThat(waiting).isNotDone();
        assertThat(tokens.requests()).isEqualTo(1);
        clock.advance(ofMillis(1));
        assertThat(waiting).isCompletedWithValueMatching(token("token-2"));
    }

    @Test
    void closingEndsAFetchThatHasNotBegunYet() {
        FakeTokenSource tokens = new FakeTokenSource(clock, ofMillis(200));
        CachingTokenSource caching = Caches.over(tokens, ofSeconds(30), clock);
        caching.token().join();
        clock.advance(ofMillis(150));
        CompletableFuture<AccessToken> waiting = caching.token();
        caching.close();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(clock.alarms()).isZero();
        clock.advance(ofSeconds(2));
        assertThat(tokens.requests()).isEqualTo(1);
    }

    private void assertToken(String value) {
        assertThat(source.token()).isCompletedWithValueMatching(token(value));
    }

    private TokenPhase phase() {
        return source.status(0).phase();
    }
}
