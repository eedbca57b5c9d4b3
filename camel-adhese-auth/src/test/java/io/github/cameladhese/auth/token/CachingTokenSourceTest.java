package io.github.cameladhese.auth.token;

import static io.github.cameladhese.auth.token.Caches.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CachingTokenSourceTest {

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private final CachingTokenSource source = Caches.over(upstream, ofSeconds(30), clock);

    @Test
    void everyoneWhoArrivesDuringAFetchSharesItsToken() {
        upstream.hold();
        CompletableFuture<AccessToken> first = source.token();
        CompletableFuture<AccessToken> second = source.token();
        assertThat(first).isNotDone();
        upstream.answer(upstream.issue(1));

        assertThat(first).isCompletedWithValueMatching(token("token-1"));
        assertThat(second).isCompletedWithValueMatching(token("token-1"));
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @Test
    void aFailureIsSharedByAllWhoWait() {
        upstream.hold();
        CompletableFuture<AccessToken> first = source.token();
        CompletableFuture<AccessToken> second = source.token();
        TokenException failure = Caches.unavailable();
        upstream.fail(new CompletionException(failure));

        assertThatThrownBy(first::join).hasCause(failure);
        assertThatThrownBy(second::join).hasCause(failure);
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(source.status(1).failures()).isEqualTo(1);
    }

    @Test
    void cancellingOneCallersFutureHarmsNobody() {
        upstream.hold();
        CompletableFuture<AccessToken> impatient = source.token();
        CompletableFuture<AccessToken> patient = source.token();
        impatient.cancel(true);
        upstream.answer(upstream.issue(1));

        assertThat(patient).isCompletedWithValueMatching(token("token-1"));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));
    }

    @Test
    void theSharedFutureCannotBeOverwritten() {
        source.token().join();
        CompletableFuture<AccessToken> shared = source.token();
        assertThat(shared.complete(upstream.issue(99))).isFalse();
        assertThat(shared.cancel(true)).isFalse();
        assertThatThrownBy(() -> shared.obtrudeException(new IllegalStateException()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> shared.obtrudeValue(upstream.issue(99)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(shared.thenApply(AccessToken::value)).isCompletedWithValue("token-1");
        assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));
    }

    @Test
    void whoeverAsksNextFindsTheTokenThatTheWaitersAreGiven() {
        upstream.hold();
        CompletableFuture<Boolean> seen = source.token()
                .thenApply(token -> source.token().isDone() && source.token().join() == token);
        upstream.answer(upstream.issue(1));
        assertThat(seen).isCompletedWithValue(true);
    }

    @Test
    void aTokenWithinItsMarginIsGivenToThoseWhoWaitedButNotInItsLastMoments() {
        upstream.hold();
        CompletableFuture<AccessToken> waiting = source.token();
        AccessToken slow = upstream.issue(1);
        clock.advance(ofSeconds(40));
        clock.moveWallClock(ofSeconds(295).minusSeconds(40).minusMillis(1));
        upstream.answer(slow);
        assertThat(waiting).isCompletedWithValueMatching(token("token-1"));

        CompletableFuture<AccessToken> next = source.token();
        AccessToken slower = upstream.issue(2);
        clock.moveWallClock(ofSeconds(295));
        upstream.answer(slower);
        assertThatThrownBy(next::join).hasMessageContaining("was over before its answer was here");
    }

    @Test
    void aSourceThatThrowsOrGivesNothingLeavesNobodyWaiting() {
        List<TokenSource> broken = List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
                () -> CompletableFuture.completedFuture(null),
                () -> null);
        for (TokenSource each : broken) {
            CachingTokenSource caching = Caches.over(each, ofSeconds(30), clock);
            assertThatThrownBy(() -> caching.token().join())
                    .hasCauseInstanceOf(TokenEndpointUnavailableException.class)
                    .hasMessageContaining("the request failed");
            assertThat(caching.status(1).phase()).isEqualTo(TokenPhase.FAILED);
        }
    }

    @Test
    void anExecutorThatRefusesLeavesNobodyWaiting() {
        CachingTokenSource caching = Caches.over(
                upstream,
                new RefreshPolicy(ofSeconds(30), null),
                clock,
                task -> {
                    throw new RejectedExecutionException();
                },
                () -> "");
        assertThatThrownBy(() -> caching.token().join()).hasMessageContaining("RejectedExecutionException");
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void anExecutorThatNeverRunsOrAnAnswerThatNeverComesIsGivenUp() {
        upstream.hold();
        CachingTokenSource idle =
                Caches.over(upstream, new RefreshPolicy(ofSeconds(30), null), clock, task -> {}, () -> "");
        CompletableFuture<AccessToken> never = idle.token();
        CompletableFuture<AccessToken> waiting = source.token();
        clock.advance(Caches.LONGEST.minusMillis(1));
        assertThat(never).isNotDone();
        assertThat(waiting).isNotDone();

        clock.advance(ofMillis(1));
        assertThatThrownBy(never::join).hasMessageContaining("no outcome within 45 s");
        assertThatThrownBy(waiting::join).hasMessageContaining("no outcome within 45 s");
        assertThat(upstream.oldest()).as("the open request").isCancelled();
    }

    @Test
    void anAnswerAfterItWasGivenUpIsDropped() {
        CompletableFuture<AccessToken> answer = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false; // goes on regardless
            }
        };
        CachingTokenSource caching = Caches.over(() -> answer, ofSeconds(30), clock);
        CompletableFuture<AccessToken> waiting = caching.token();
        AccessToken late = upstream.issue(1);
        clock.advance(Caches.LONGEST);
        assertThat(waiting).isCompletedExceptionally();
        answer.complete(late);
        assertThat(caching.status(1).issued()).isZero();
        assertThat(caching.status(1).expiresAt()).isEmpty();
    }

    @Test
    void closingFailsThoseWhoWaitAndLaterAnswersAreDropped() {
        upstream.hold();
        CompletableFuture<AccessToken> waiting = source.token();
        source.close();
        source.close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(TokenEndpointUnavailableException.class);

        upstream.answer(upstream.issue(1));
        assertThatThrownBy(() -> source.token().join())
                .hasCauseInstanceOf(TokenEndpointUnavailableException.class)
                .hasMessageContaining("stopped");
        assertThat(source.status(1).expiresAt()).isEmpty();
        assertThat(upstream.requests()).isEqualTo(1);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void statusTellsWhatIsHeldWithoutShowingIt() {
        assertThat(source.status(0))
                .usingRecursiveComparison()
                .ignoringFields("at")
                .isEqualTo(TokenStatus.unused());
        AccessToken token = source.token().join();
        TokenStatus status = source.status(1);
        assertThat(status.issued()).isEqualTo(1);
        assertThat(status.scopes()).containsExactly("adhese-api");
        assertThat(status.expiresAt()).contains(token.expiresAt());
        assertThat(status.secondsToExpiry()).hasValue(300);
        assertThat(status.secondsToRefresh()).hasValue(150);
        assertThat(status.trouble()).isEmpty();
        assertThat(status.toString() + token).doesNotContain("token-1");
    }
}
