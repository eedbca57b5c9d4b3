package io.github.cameladhese.auth.token;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachingTokenSourceTest {

    private static final TokenTarget TARGET = new TokenTarget("customer-name", URI.create("https://id.example/token"));

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private final CachingTokenSource source = caching(upstream, ofSeconds(30));

    @Test
    void fetchesAgainOnlyOnceTheMarginIsReached() {
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));

        clock.advance(ofSeconds(269).plusMillis(999));
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));

        clock.advance(ofMillis(1));
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-2"));
        assertThat(upstream.requests()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} s tokens with a margin of {1} s are used for {2} ms")
    @CsvSource({
        "300, 300, 225000",
        "300, 3600, 225000",
        "5, 30, 3750",
        "300, 0, 299999",
        "120, 30, 90000",
        "121, 30, 91000"
    })
    void cachesWhateverTheMargin(long lifetime, long margin, long usedFor) {
        FakeTokenSource tokens = new FakeTokenSource(clock, ofSeconds(lifetime));
        CachingTokenSource caching = caching(tokens, ofSeconds(margin));
        assertThat(caching.token()).isCompletedWithValueMatching(hasValue("token-1"));

        clock.advance(ofMillis(usedFor - 1));
        assertThat(caching.token()).isCompletedWithValueMatching(hasValue("token-1"));

        clock.advance(ofMillis(1));
        assertThat(caching.token()).isCompletedWithValueMatching(hasValue("token-2"));
    }

    @Test
    void aWallClockThatJumpsAheadEndsTheTokenEarly() {
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));
        clock.moveWallClock(ofSeconds(269));
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));
        clock.moveWallClock(ofSeconds(1)); // a machine that was suspended: the monotonic clock stood still
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-2"));
    }

    @Test
    void aWallClockThatIsSetBackDoesNotLengthenTheTokensLife() {
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));
        clock.moveWallClock(Duration.ofHours(-1));
        clock.advanceMonotonic(ofSeconds(269));
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));
        clock.advanceMonotonic(ofSeconds(1));
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-2"));
    }

    @Test
    void everyoneWhoArrivesDuringAFetchSharesItsToken() {
        upstream.hold();
        CompletableFuture<AccessToken> first = source.token();
        CompletableFuture<AccessToken> second = source.token();
        assertThat(first).isNotDone();
        upstream.answer(upstream.issue(1));

        assertThat(first).isCompletedWithValueMatching(hasValue("token-1"));
        assertThat(second).isCompletedWithValueMatching(hasValue("token-1"));
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @Test
    void aFailureIsSharedByAllWhoWaitAndThenForgotten() {
        upstream.hold();
        CompletableFuture<AccessToken> first = source.token();
        CompletableFuture<AccessToken> second = source.token();
        upstream.fail(new CompletionException(unavailable()));

        for (CompletableFuture<AccessToken> waiting : List.of(first, second)) {
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(TokenEndpointUnavailableException.class);
        }
        assertThat(source.token()).isNotDone();
        assertThat(upstream.requests()).isEqualTo(2);
        assertThat(source.status(2).failures()).isEqualTo(1);
    }

    @Test
    void cancellingOneCallersFutureHarmsNobody() {
        upstream.hold();
        CompletableFuture<AccessToken> impatient = source.token();
        CompletableFuture<AccessToken> patient = source.token();
        impatient.cancel(true);
        upstream.answer(upstream.issue(1));

        assertThat(patient).isCompletedWithValueMatching(hasValue("token-1"));
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));
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
        assertThat(source.token()).isCompletedWithValueMatching(hasValue("token-1"));
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
    void aTokenThatWasOverBeforeItsAnswerCameIsNotHandedOut() {
        upstream.hold();
        CompletableFuture<AccessToken> waiting = source.token();
        AccessToken slow = upstream.issue(1);
        clock.advance(ofMinutes(5));
        upstream.answer(slow);
        assertThatThrownBy(waiting::join)
                .hasCauseInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("was over before its answer was here");
    }

    @Test
    void aTokenWithinItsMarginIsGivenToThoseWhoWaitedButNotKept() {
        upstream.hold();
        CompletableFuture<AccessToken> waiting = source.token();
        AccessToken slow = upstream.issue(1);
        clock.advance(ofMinutes(5).minusMillis(1));
        upstream.answer(slow);
        assertThat(waiting).isCompletedWithValueMatching(hasValue("token-1"));
        assertThat(source.token()).isNotDone();
    }

    @Test
    void aSourceThatThrowsOrGivesNothingLeavesNobodyWaiting() {
        CachingTokenSource throwing = caching(
                () -> {
                    throw new IllegalStateException("broken");
                },
                ofSeconds(30));
        assertThatThrownBy(() -> throwing.token().join()).hasRootCauseMessage("broken");
        assertThatThrownBy(() -> throwing.token().join()).hasRootCauseMessage("broken");

        CachingTokenSource empty = caching(() -> CompletableFuture.completedFuture(null), ofSeconds(30));
        assertThatThrownBy(() -> empty.token().join()).hasRootCauseInstanceOf(NullPointerException.class);
        CachingTokenSource nothing = caching(() -> null, ofSeconds(30));
        assertThatThrownBy(() -> nothing.token().join()).hasRootCauseInstanceOf(NullPointerException.class);
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
    }

    @Test
    void statusTellsWhatIsHeldWithoutShowingIt() {
        assertThat(source.status(0)).isEqualTo(TokenStatus.unused());
        AccessToken token = source.token().join();
        TokenStatus status = source.status(1);
        assertThat(status.issued()).isEqualTo(1);
        assertThat(status.scopes()).containsExactly("adhese-api");
        assertThat(status.expiresAt()).contains(token.expiresAt());
        assertThat(status.toString() + token).doesNotContain("token-1");
    }

    private CachingTokenSource caching(TokenSource tokens, Duration margin) {
        return new CachingTokenSource(tokens, new RefreshPolicy(margin), TARGET, clock, clock);
    }

    private static TokenException unavailable() {
        return new TokenEndpointUnavailableException(TokenFailure.unanswered(TARGET, true), "down", null);
    }

    private static Predicate<AccessToken> hasValue(String value) {
        return token -> token.value().equals(value);
    }
}
