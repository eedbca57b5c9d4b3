package io.github.cameladhese.auth.token;

import static java.time.Duration.ofSeconds;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Caches on virtual time, in which chance draws the middle: a token of 300 s is refreshed at 150 s. */
final class Caches {

    static final TokenTarget TARGET = new TokenTarget("customer-name", URI.create("https://id.example/token"));

    /** How long a fetch may take. */
    static final Duration LONGEST = ofSeconds(45);

    /** {@code nextDouble()} is then 0.5. */
    static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    private Caches() {}

    static CachingTokenSource over(TokenSource upstream, Duration margin, FakeClock clock) {
        return over(upstream, new RefreshPolicy(margin, null), clock, Runnable::run, () -> "");
    }

    /** With a margin of 30 s, and somebody who looks at it. */
    static CachingTokenSource watched(FakeTokenSource upstream, FakeClock clock, TokenWatch watch) {
        return new CachingTokenSource(
                new Upstream(upstream.once(), upstream, LONGEST, TARGET, () -> "", TokenShare.NONE),
                new RefreshPolicy(ofSeconds(30), null),
                new Timing(clock, clock, clock, Runnable::run, MIDDLE),
                watch);
    }

    /** Over a source that makes one attempt in the background and is patient otherwise, as far as it can tell. */
    static CachingTokenSource over(
            TokenSource upstream,
            RefreshPolicy policy,
            FakeClock clock,
            Executor executor,
            Supplier<String> secretVersion) {
        TokenSource once = upstream instanceof FakeTokenSource fake ? fake.once() : upstream;
        return new CachingTokenSource(
                new Upstream(once, upstream, LONGEST, TARGET, secretVersion, TokenShare.NONE),
                policy,
                new Timing(clock, clock, clock, executor, MIDDLE),
                TokenWatch.NONE);
    }

    static TokenException unavailable() {
        return new TokenEndpointUnavailableException(TokenFailure.unanswered(TARGET, true), "down.", null);
    }

    static TokenException unavailable(Duration retryAfter) {
        return new TokenEndpointUnavailableException(
                TokenFailure.answered(TARGET, 429, null, true).retryAfter(retryAfter), "too many.", null);
    }

    static TokenException wrongSecret() {
        return new CredentialsRejectedException(
                TokenFailure.answered(TARGET, 401, "unauthorized_client", false), "wrong.", null);
    }

    static Predicate<AccessToken> token(String value) {
        return token -> token.value().equals(value);
    }
}
