package io.github.cameladhese.auth.store;

import java.util.concurrent.CompletableFuture;

/**
 * How long one lookup waits for others, see {@link SharedToken#patience()}: for less once there is no token any more, which may be
 * sooner than was foreseen. Thread-safe.
 */
final class Patience {

    private final SharedToken shared;
    private final Runnable end;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean hasToken;

    /** @param end what is to happen when it ends; more than once, perhaps */
    Patience(SharedToken shared, Runnable end) {
        this.shared = shared;
        this.end = end;
        this.hasToken = hasToken();
    }

    /** @throws RuntimeException if the timer was stopped */
    void begin() {
        Runnable cancel = shared.timing().timer().after(shared.patience(), end);
        var unused = over.whenComplete((nothing, never) -> cancel.run());
    }

    /** Whoever waits has no token any more, and does not wait for longer from now on than if there had never been one. */
    void hurry() {
        try {
            if (!over.isDone()) {
                begin();
            }
        } catch (RuntimeException | Error e) { // a timer that was stopped
            end.run();
        }
    }

    /** The same if the token is over by now, e.g. because a clock was put forward. */
    void look() {
        if (hasToken && !hasToken()) {
            hasToken = false;
            hurry();
        }
    }

    /** It does not end any more. */
    void cancel() {
        over.complete(null);
    }

    private boolean hasToken() {
        return !shared.known().restOfLast().isZero();
    }
}
