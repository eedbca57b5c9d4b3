package io.github.cameladhese.auth.token;

import java.util.concurrent.CompletableFuture;

/**
 * Gives a token, now or as a future. New behaviour is a source around another source. Thread-safe.
 */
public interface TokenSource {

    /**
     * A token that can be sent right away. The future is already complete when the source holds one; otherwise it completes
     * when one was fetched, or with a {@link TokenException}, which {@link CompletableFuture#join()} and dependent stages
     * wrap in a {@link java.util.concurrent.CompletionException}. Cancelling it affects nobody else.
     *
     * <p>Never throws; every failure comes through the future.
     */
    CompletableFuture<AccessToken> token();
}
