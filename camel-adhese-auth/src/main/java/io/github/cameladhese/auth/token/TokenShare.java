package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The other processes that use the same token: one of them may have fetched it already, or be about to. Thread-safe; no method
 * throws, and none blocks for more than the file of a secret.
 */
public interface TokenShare extends AutoCloseable {

    /** There are no others. */
    TokenShare NONE = new TokenShare() {
        @Override
        public CompletableFuture<AccessToken> tokenOr(Supplier<CompletableFuture<AccessToken>> fetch) {
            return fetch.get();
        }

        @Override
        public void rejected(Secret token) {}

        @Override
        public Duration longestDelay() {
            return Duration.ZERO;
        }

        @Override
        public void close() {}
    };

    /**
     * The token that another process has fetched, or else the outcome of a fetch of this one. Cancelling the future cancels that
     * fetch.
     *
     * @param fetch asked once at most, and no later than {@link #longestDelay()} from now
     */
    CompletableFuture<AccessToken> tokenOr(Supplier<CompletableFuture<AccessToken>> fetch);

    /**
     * An API rejected this token, whether or not another one is fetched for it. This process takes it from no other any more, and
     * none gets it from another as soon as they can be told.
     */
    void rejected(Secret token);

    /** How much later a fetch begins at most because the others were asked before. */
    Duration longestDelay();

    /** Nobody asks for the token any more: what is under way is finished, and nothing tried again. */
    @Override
    void close();
}
