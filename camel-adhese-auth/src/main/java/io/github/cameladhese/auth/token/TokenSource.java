package io.github.cameladhese.auth.token;

import java.util.concurrent.CompletableFuture;

/**
 * Gives a token, now or as a future, and takes it back when an API rejects it. New behaviour is a source around another
 * source. Thread-safe.
 *
 * <p>No method throws; every failure comes through the future, as a {@link TokenException}, which {@link
 * CompletableFuture#join()} and dependent stages wrap in a {@link java.util.concurrent.CompletionException}. Cancelling a
 * future affects nobody else.
 */
public interface TokenSource {

    /**
     * A token that can be sent right away. The future is already complete when the source holds one; otherwise it completes
     * when one was fetched.
     */
    CompletableFuture<AccessToken> token();

    /**
     * Reports that an API rejected this token (RFC 6750 §3.1, {@code invalid_token}), and gives another one; never the same
     * one again. It compares: if the source holds another token by now, this one is given and nothing is fetched, so that a
     * hundred late reports of one token make one request at most. A source that holds nothing just gives the next token.
     *
     * @param rejected the token that was sent
     * @return another token; {@link TokenRejectedException} if tokens are rejected faster than they may be renewed
     */
    default CompletableFuture<AccessToken> invalidate(Secret rejected) {
        return token();
    }
}
