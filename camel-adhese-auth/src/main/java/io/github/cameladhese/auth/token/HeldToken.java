package io.github.cameladhese.auth.token;

import java.util.concurrent.CompletableFuture;

/** A token in the cache, with all that is needed to hand it out prepared beforehand. Immutable. */
final class HeldToken {

    private final AccessToken token;
    private final CompletableFuture<AccessToken> completed;
    private final Moment usableUntil;

    HeldToken(AccessToken token, RefreshPolicy policy) {
        this.token = token;
        this.completed = new SharedFuture(token);
        this.usableUntil = policy.usableUntil(token);
    }

    AccessToken token() {
        return token;
    }

    /** One future for every caller: completed, it can no longer be cancelled or completed otherwise. */
    CompletableFuture<AccessToken> completed() {
        return completed;
    }

    boolean usableAt(TokenClock clock) {
        return usableUntil.isAfter(clock.nanoTime(), clock.currentTimeMillis());
    }

    /** A completed future that also refuses to be overwritten, since one caller's must not become everyone's. */
    private static final class SharedFuture extends CompletableFuture<AccessToken> {

        SharedFuture(AccessToken token) {
            complete(token);
        }

        @Override
        public void obtrudeValue(AccessToken value) {
            throw new UnsupportedOperationException("this future is shared");
        }

        @Override
        public void obtrudeException(Throwable failure) {
            throw new UnsupportedOperationException("this future is shared");
        }
    }
}
