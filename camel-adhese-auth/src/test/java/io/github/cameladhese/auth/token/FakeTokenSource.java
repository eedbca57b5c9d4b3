package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final Deque<CompletableFuture<AccessToken>> held = new ArrayDeque<>();
    private boolean holding;

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
        return CompletableFuture.completedFuture(issue(number));
    }

    /** From now on requests stay open. */
    synchronized void hold() {
        holding = true;
    }

    /** Answers the oldest open request. */
    void answer(AccessToken token) {
        oldest().complete(token);
    }

    /** Fails the oldest open request. */
    void fail(Throwable failure) {
        oldest().completeExceptionally(failure);
    }

    AccessToken issue(int number) {
        return new AccessToken("token-" + number, Set.of("adhese-api"), Moment.now(clock), lifetime);
    }

    int requests() {
        return requests.get();
    }

    private synchronized CompletableFuture<AccessToken> oldest() {
        return held.remove();
    }
}
