package io.github.cameladhese.auth.token;

import java.util.concurrent.CompletableFuture;

/** One fetch under way, and those who wait for it. Thread-safe. */
final class Flight {

    private final CompletableFuture<AccessToken> outcome = new CompletableFuture<>();

    /** The outcome as a future of the caller's own, which can be cancelled without harm to others. */
    CompletableFuture<AccessToken> join() {
        return outcome.copy();
    }

    void complete(AccessToken token) {
        outcome.complete(token);
    }

    void fail(Throwable failure) {
        outcome.completeExceptionally(failure);
    }
}
