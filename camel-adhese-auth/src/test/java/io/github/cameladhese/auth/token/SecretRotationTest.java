package io.github.cameladhese.auth.token;

import static io.github.cameladhese.auth.token.Caches.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The secret is replaced while a cache uses it. */
class SecretRotationTest {

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private String version = "old";
    private int looks;
    private final CachingTokenSource source =
            Caches.over(upstream, new RefreshPolicy(ofSeconds(30), null), clock, Runnable::run, () -> {
                looks++;
                return version;
            });

    @Test
    void aNewSecretEndsThePauseAfterAPermanentFailureAtOnce() {
        upstream.failWith(Caches.wrongSecret());
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(1);

        upstream.answerAtOnce();
        version = "new";
        assertThat(source.token()).isCompletedWithValueMatching(token("token-2"));
    }

    @Test
    void aNewSecretThatIsWrongTooIsNotTriedTwice() {
        upstream.failWith(Caches.wrongSecret());
        assertThat(source.token()).isCompletedExceptionally();
        version = "new";
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(2);
    }

    @Test
    void aSecretThatIsReplacedOnTheWayIsTriedBeforeAnyoneFails() {
        upstream.hold();
        CompletableFuture<AccessToken> waiting = source.token();
        version = "new";
        upstream.fail(Caches.wrongSecret());
        assertThat(waiting).isNotDone();
        assertThat(upstream.requests()).isEqualTo(2);
        upstream.answer(upstream.issue(2));
        assertThat(waiting).isCompletedWithValueMatching(token("token-2"));
        assertThat(source.status(0).failures()).isZero();
    }

    @Test
    void aTransientFailureHasNothingToDoWithTheSecret() {
        upstream.failWith(Caches.unavailable());
        assertThat(source.token()).isCompletedExceptionally();
        version = "new";
        assertThat(source.token()).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @Test
    void withALiveTokenTheSecretIsLookedAtOnceASecond() {
        source.token().join();
        upstream.failWith(Caches.wrongSecret());
        clock.advance(ofSeconds(150));
        source.token().join();
        assertThat(upstream.requests()).isEqualTo(2);
        upstream.answerAtOnce();
        version = "new";
        int looksBefore = looks;
        clock.advance(ofMillis(999));
        source.token().join();
        assertThat(looks).isEqualTo(looksBefore);
        assertThat(upstream.requests()).isEqualTo(2);

        clock.advance(ofMillis(1));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-1"));
        assertThat(source.token()).isCompletedWithValueMatching(token("token-3"));
    }

    @Test
    void aReportOfARejectedTokenAlsoSeesTheNewSecret() {
        source.token().join();
        upstream.failWith(Caches.wrongSecret());
        Secret first = Secret.of("token-1");
        assertThat(source.invalidate(first)).isCompletedExceptionally();
        assertThat(source.invalidate(first)).isCompletedExceptionally();
        assertThat(upstream.requests()).isEqualTo(2);
        upstream.answerAtOnce();
        version = "new";
        assertThat(source.invalidate(first)).isCompletedWithValueMatching(token("token-3"));
    }

    /** Others are asked again before the new secret is sent, and that must not be taken off the time of its request. */
    @Test
    void aSecretThatIsReplacedOnTheWayHasTheWholeTimeOfARequest() {
        TokenShare asksOthersFirst = new TokenShare() {
            @Override
            public CompletableFuture<AccessToken> tokenOr(Supplier<CompletableFuture<AccessToken>> fetch) {
                CompletableFuture<AccessToken> token = new CompletableFuture<>();
                Runnable unused = clock.after(ofSeconds(4), () -> {
                    var unusedToo = fetch.get().whenComplete((given, failure) -> {
                        if (failure == null) {
                            token.complete(given);
                        } else {
                            token.completeExceptionally(failure);
                        }
                    });
                });
                return token;
            }

            @Override
            public void rejected(Secret token) {}

            @Override
            public Duration longestDelay() {
                return ofSeconds(30);
            }

            @Override
            public void close() {}
        };
        CachingTokenSource sharing = new CachingTokenSource(
                new Upstream(upstream, upstream, ofSeconds(45), Caches.TARGET, () -> version, asksOthersFirst),
                new RefreshPolicy(ofSeconds(30), null),
                new Timing(clock, clock, clock, Runnable::run, Caches.MIDDLE),
                TokenWatch.NONE);
        upstream.hold();
        CompletableFuture<AccessToken> waiting = sharing.token();
        clock.advance(ofSeconds(4 + 20));
        version = "new";
        upstream.fail(Caches.wrongSecret());
        clock.advance(ofSeconds(4 + 40)); // more than 45 s after the first request
        assertThat(upstream.requests()).isEqualTo(2);
        assertThat(waiting).isNotDone();
        upstream.answer(upstream.issue(2));
        assertThat(waiting).isCompletedWithValueMatching(token("token-2"));
    }
}
