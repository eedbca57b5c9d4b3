package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Issues {@code token-1}, {@code token-2} and so on, at once or, once it holds, when the test says so. Thread-safe as far as
 * the tests need it.
 */
final class FakeTokenSource implements TokenSource {

    private final TokenClock clock;
    private final Duration lifetime;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger singles = new AtomicInteger();
    private final List<String> rejected = new ArrayList<>();
    private final Deque<CompletableFuture<AccessToken>> held = new ArrayDeque<>();
    private boolean holding;
    private TokenException failure;

    FakeTokenSource(TokenClock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    @Override
    public synchronized CompletableFuture<AccessToken> token() {
        int number = requests.incrementAndGet();
        if (holding) {
            CompletableFuture<AccessToken> later = new CompletableFuture<>();
            held.add(later);
            return later;
        }
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture(issue(number));
    }

    @Override
    public synchronized CompletableFuture<AccessToken> invalidate(Secret token) {
        rejected.add(token.reveal());
        return token();
    }

    /** The same source, asked for one attempt. */
    TokenSource once() {
        return () -> {
            singles.incrementAndGet();
            return token();
        };
    }

    /** From now on requests stay open. */
    synchronized void hold() {
        holding = true;
    }

    /** From now on requests are answered at once. */
    synchronized void answerAtOnce() {
        holding = false;
        failure = null;
    }

    /** From now on requests fail at once. */
    synchronized void failWith(TokenException newFailure) {
        holding = false;
        failure = newFailure;
    }

    /** Answers the oldest open request. */
    void answer(AccessToken token) {
        oldest().complete(token);
    }

    /** Fails the oldest open request. */
    void fail(Throwable reason) {
        oldest().completeExceptionally(reason);
    }

    /** The oldest request that is still open, or was cancelled. */
    synchronized CompletableFuture<AccessToken> oldest() {
        return held.remove();
    }

    AccessToken issue(int number) {
        return new AccessToken("token-" + number, Set.of("adhese-api"), Moment.now(clock), lifetime);
    }

    int requests() {
        return requests.get();
    }

    /** Those of the requests that were to be one attempt. */
    int singles() {
        return singles.get();
    }

    /** The tokens that were passed down as rejected, in the order of their requests. */
    synchronized List<String> rejected() {
        return List.copyOf(rejected);
    }
}
