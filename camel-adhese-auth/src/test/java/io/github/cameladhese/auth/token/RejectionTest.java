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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a token that an API rejected. */
class RejectionTest {

    private static final Secret FIRST = Secret.of("token-1");
    private static final Secret SECOND = Secret.of("token-2");

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private final CachingTokenSource source = Caches.over(upstream, ofSeconds(30), clock);

    @BeforeEach
    void fetchTheFirst() {
        source.token().join();
    }

    @Test
    void aHundredReportsOfOneTokenShareOneFetchAndSoDoThoseWhoAskMeanwhile() {
        upstream.hold();
        List<CompletableFuture<AccessToken>> reporters =
                Stream.generate(() -> source.invalidate(FIRST)).limit(100).toList();
        CompletableFuture<AccessToken> other = source.token();
        assertThat(other).isNotDone();
        assertThat(upstream.requests()).isEqualTo(2);
        assertThat(upstream.rejected()).as("passed down").containsExactly("token-1");

        upstream.answer(upstream.issue(2));
        assertThat(reporters)
                .allSatisfy(reporter -> assertThat(reporter).isCompletedWithValueMatching(token("token-2")));
        assertThat(other).isCompletedWithValueMatching(token("token-2"));
    }

    @Test
    void lateReportsOfAnOlderTokenFetchNothing() {
        source.invalidate(FIRST).join();
        for (int i = 0; i < 100; i++) {
            assertThat(source.invalidate(FIRST)).isCompletedWithValueMatching(token("token-2"));
        }
        assertThat(source.invalidate(Secret.of("of-somebody-else"))).isCompletedWithValueMatching(token("token-2"));
        assertThat(upstream.requests()).isEqualTo(2);
    }

    @Test
    void ifTheFetchFailsTheReportersGetTheFailureAndOthersTheOldToken() {
        upstream.hold();
        CompletableFuture<AccessToken> reporter = source.invalidate(FIRST);
        CompletableFuture<AccessToken> other = source.token();
        TokenException failure = Caches.unavailable();
        upstream.fail(failure);

        assertThatThrownBy(reporter::join).hasCause(failure);
        assertThat(other).isCompletedWithValueMatching(token("token-1"));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));
        assertThatThrownBy(() -> source.invalidate(FIRST).join())
                .hasMessageContaining("The next attempt is made in 1 s.");
        assertThat(upstream.requests()).isEqualTo(2);

        upstream.answerAtOnce();
        clock.advance(ofSeconds(1));
        assertThat(source.invalidate(FIRST)).isCompletedWithValueMatching(token("token-3"));
    }

    @Test
    void anApiThatRejectsEveryTokenForcesOneInThirtySeconds() {
        assertThat(source.invalidate(FIRST)).isCompletedWithValueMatching(token("token-2"));
        clock.advance(ofMillis(29_999));
        assertThatThrownBy(() -> source.invalidate(SECOND).join())
                .hasCauseInstanceOf(TokenRejectedException.class)
                .satisfies(failure -> assertThat(((TokenException) failure.getCause()).retryAfter())
                        .contains(ofMillis(1)));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-2"));
        assertThat(upstream.requests()).isEqualTo(2);

        clock.advance(ofMillis(1));
        assertThat(source.invalidate(SECOND)).isCompletedWithValueMatching(token("token-3"));
    }

    @Test
    void aServerThatGivesTheSameTokenAgainIsNotAskedAgainForIt() {
        upstream.hold();
        CompletableFuture<AccessToken> reporter = source.invalidate(FIRST);
        CompletableFuture<AccessToken> other = source.token();
        upstream.answer(upstream.issue(1));
        assertThatThrownBy(reporter::join)
                .hasCauseInstanceOf(TokenRejectedException.class)
                .hasMessageContaining("the same token again");
        assertThat(other).isCompletedWithValueMatching(token("token-1"));
        assertThatThrownBy(() -> source.invalidate(FIRST).join()).hasCauseInstanceOf(TokenRejectedException.class);
        assertThat(upstream.requests()).isEqualTo(2);
    }

    @Test
    void aReportDuringTheBackgroundFetchJoinsIt() {
        clock.advance(ofSeconds(150));
        upstream.hold();
        source.token().join();
        CompletableFuture<AccessToken> reporter = source.invalidate(FIRST);
        CompletableFuture<AccessToken> other = source.token();
        assertThat(other).isNotDone();
        assertThat(upstream.requests()).isEqualTo(2);

        upstream.answer(upstream.issue(2));
        assertThat(reporter).isCompletedWithValueMatching(token("token-2"));
        assertThat(other).isCompletedWithValueMatching(token("token-2"));
        upstream.answerAtOnce();
        assertThat(source.invalidate(SECOND)).as("none was forced yet").isCompletedWithValueMatching(token("token-3"));
    }

    @Test
    void reportsAfterCloseFetchNothing() {
        source.close();
        assertThatThrownBy(() -> source.invalidate(FIRST).join()).hasMessageContaining("stopped");
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @Test
    void aSourceThatHoldsNothingJustGivesTheNextToken() {
        TokenSource plain = upstream.once();
        assertThat(plain.invalidate(FIRST)).isCompletedWithValueMatching(token("token-2"));
    }
}
