package io.github.cameladhese.auth.token;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is told of a token's life, what its status says, and that a token which somebody counts on is tried for again. */
class TokenWatchTest {

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private final WatchedLife life = new WatchedLife();
    private final CachingTokenSource source = Caches.watched(upstream, clock, life.watch());
    private final Instant begin = now();

    @Test
    void eachTokenIsToldOnce() {
        ask();
        ask();
        assertThat(life.events()).singleElement().isInstanceOfSatisfying(TokenEvent.Fetched.class, fetched -> {
            assertThat(fetched.account()).hasToString("adhese-auth:customer-name/my-client");
            assertThat(fetched.lifetime()).isEqualTo(ofMinutes(5));
            assertThat(fetched.expiresAt()).isEqualTo(begin.plus(ofMinutes(5)));
        });
    }

    @Test
    void aFailedRenewalTellsUntilWhenTheTokenIsStillGood() {
        ask();
        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(150));
        ask();
        assertThat(life.events(TokenEvent.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.usableUntil()).contains(begin.plusSeconds(295));
            assertThat(failed.trouble().failures()).isEqualTo(1);
            assertThat(failed.trouble().since()).isEqualTo(begin.plusSeconds(150));
            assertThat(failed.trouble().nextAttempt()).contains(begin.plusSeconds(151));
            assertThat(failed.trouble().lastFailure().kind()).isEqualTo(TokenFailureKind.ENDPOINT_UNAVAILABLE);
        });
        assertThat(source.status(0).isUsable()).isTrue();
        assertThat(source.status(0).ongoingTrouble()).isPresent();
    }

    @Test
    void troubleIsOneSeriesUntilATokenComes() {
        ask();
        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(150));
        ask();
        clock.advance(ofSeconds(1)); // it is tried again by itself
        upstream.failWith(Caches.wrongSecret());
        clock.advance(ofSeconds(2));
        TokenTrouble trouble = source.status(0).ongoingTrouble().orElseThrow();
        assertThat(trouble.failures()).isEqualTo(3);
        assertThat(trouble.since()).isEqualTo(begin.plusSeconds(150));
        assertThat(trouble.lastFailure().kind()).isEqualTo(TokenFailureKind.CREDENTIALS_REJECTED);

        upstream.answerAtOnce();
        clock.advance(ofSeconds(60));
        assertThat(source.status(0).ongoingTrouble()).isEmpty();
        TokenTrouble past = source.status(0).trouble().orElseThrow();
        assertThat(past.failures()).isEqualTo(3);
        assertThat(past.recoveredAt()).isPresent();
        assertThat(life.events(TokenEvent.Recovered.class))
                .singleElement()
                .satisfies(recovered -> assertThat(recovered.trouble()).isEqualTo(past));
        assertThat(life.events().get(life.events().size() - 2)).isInstanceOf(TokenEvent.Fetched.class);

        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(200));
        ask();
        assertThat(source.status(0).ongoingTrouble().orElseThrow().since()).isAfter(past.lastAt());
    }

    @Test
    void withoutAnyoneWhoCountsOnItATokenThatRanOutIsNotTriedForAgain() {
        upstream.failWith(Caches.unavailable());
        ask();
        clock.advance(ofMinutes(10));
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void ifSomebodyCountsOnItItIsTriedForAfterEachPauseUntilItComes() {
        life.counts = true;
        upstream.failWith(Caches.unavailable());
        ask();
        clock.advance(ofMillis(999));
        assertThat(upstream.requests()).isEqualTo(1);
        clock.advance(ofMillis(1)); // 1 s, then 2, 4, 8, 15, 15
        assertThat(upstream.requests()).isEqualTo(2);
        clock.advance(ofSeconds(14));
        assertThat(upstream.requests()).isEqualTo(5);
        clock.advance(ofSeconds(30));
        assertThat(upstream.requests()).isEqualTo(7);

        upstream.answerAtOnce();
        clock.advance(ofSeconds(15));
        assertThat(source.status(0).phase()).isEqualTo(TokenPhase.FRESH);
        assertThat(life.events(TokenEvent.Recovered.class)).hasSize(1);
        clock.advance(ofMinutes(10)); // which nobody uses
        assertThat(upstream.requests()).isEqualTo(8);
    }

    @Test
    void alsoWhenItsTokenRunsOutMeanwhile() {
        life.counts = true;
        ask();
        upstream.failWith(Caches.unavailable());
        clock.advance(ofSeconds(150));
        ask();
        clock.advance(ofSeconds(200));
        assertThat(source.status(0).isUsable()).isFalse();
        upstream.answerAtOnce();
        clock.advance(ofSeconds(15));
        assertThat(source.status(0).phase()).isEqualTo(TokenPhase.FRESH);
    }

    @Test
    void aRejectedSecretIsTriedNoMoreOftenThanItsPausesAllow() {
        life.counts = true;
        upstream.failWith(Caches.wrongSecret());
        ask();
        clock.advance(Duration.ofHours(1)); // 30, 60, 120, 240, then 300 s
        assertThat(upstream.requests()).isBetween(14, 16);
    }

    @Test
    void whoCountsOnItAgainNeedNotAskFirst() {
        upstream.failWith(Caches.unavailable());
        ask();
        clock.advance(ofMinutes(10));
        upstream.answerAtOnce();
        life.counts = true;
        source.resume();
        clock.advance(Duration.ZERO);
        assertThat(source.status(0).phase()).isEqualTo(TokenPhase.FRESH);
    }

    @Test
    void resumeAsksForNothingThatDidNotFail() {
        life.counts = true;
        source.resume();
        clock.advance(ofMinutes(10));
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void nothingIsTriedAfterTheEnd() {
        life.counts = true;
        upstream.failWith(Caches.unavailable());
        ask();
        source.close();
        clock.advance(ofMinutes(10));
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void aRejectedTokenIsToldOnceHoweverManyReportIt() {
        AccessToken token = source.token().join();
        upstream.hold();
        for (int i = 0; i < 10; i++) {
            report(token);
        }
        upstream.answer(upstream.issue(2));
        report(token); // late
        assertThat(life.events(TokenEvent.Rejected.class))
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.expiresAt()).isEqualTo(token.expiresAt()));
        assertThat(source.status(0).rejections()).isEqualTo(1);
    }

    @Test
    void refreshBringsAnotherTokenAlthoughTheOldOneIsFresh() {
        ask();
        upstream.hold();
        CompletableFuture<AccessToken> first = source.refresh();
        CompletableFuture<AccessToken> second = source.refresh();
        assertThat(source.token()).isCompletedWithValueMatching(Caches.token("token-1"));
        upstream.answer(upstream.issue(2));
        assertThat(first).isCompletedWithValueMatching(Caches.token("token-2"));
        assertThat(second).isCompletedWithValueMatching(Caches.token("token-2"));
        assertThat(upstream.requests()).isEqualTo(2);
    }

    @Test
    void refreshEndsAPauseButNotOneThatTheServerAskedFor() {
        upstream.failWith(Caches.wrongSecret());
        ask();
        upstream.answerAtOnce();
        assertThat(source.refresh()).isCompletedWithValueMatching(Caches.token("token-2"));

        upstream.failWith(Caches.unavailable(ofSeconds(20)));
        assertThat(source.refresh()).isCompletedExceptionally();
        assertThat(source.token()).isCompletedWithValueMatching(Caches.token("token-2"));
        upstream.answerAtOnce();
        clock.advance(ofMillis(19_999));
        assertThat(source.refresh()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(3);
        clock.advance(ofMillis(1));
        assertThat(source.refresh()).isCompletedWithValueMatching(Caches.token("token-4"));
    }

    @Test
    void refreshFailsOnceClosed() {
        source.close();
        assertThat(source.refresh()).isCompletedExceptionally();
    }

    @Test
    void eachRequestIsToldHoweverItEnds() {
        WatchedTokenSource watched = new WatchedTokenSource(upstream, life.watch(), clock);
        upstream.hold();
        CompletableFuture<AccessToken> given = watched.token();
        clock.advance(ofMillis(40));
        upstream.answer(upstream.issue(1));
        assertThat(given).isCompleted();
        upstream.failWith(Caches.wrongSecret());
        CompletableFuture<AccessToken> refused = watched.token();
        assertThat(refused).isCompletedExceptionally();
        upstream.hold();
        watched.token().cancel(true); // given up
        assertThat(life.events(TokenEvent.Requested.class))
                .extracting(TokenEvent.Requested::took, event -> event.failure().orElse(null))
                .containsExactly(
                        tuple(ofMillis(40), null),
                        tuple(Duration.ZERO, TokenFailureKind.CREDENTIALS_REJECTED),
                        tuple(Duration.ZERO, TokenFailureKind.ENDPOINT_UNAVAILABLE));
    }

    private void ask() {
        var unused = source.token();
    }

    private void report(AccessToken token) {
        var unused = source.invalidate(Secret.of(token.value()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.currentTimeMillis());
    }
}
