package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the token that another process has fetched, and fetches one for all if there is none: as a rule one process of a fleet
 * does, which has a lease in the store, and the others wait for what it puts there. No process gets a token twice, so that who
 * asks because the last one is due gets a newer one.
 *
 * <p>The store may fail in any way; then the other source is asked as if there were none. Altogether a call takes no more than
 * {@link #LONGEST_DELAY} longer than that source does. Thread-safe; no thread is held. Cancelling a call's future ends it.
 */
public final class StoredTokenSource implements TokenSource {

    /** Twice the longest lease, and one operation of the store that was begun just before. */
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(4).plus(StoreAccess.LONGEST_OPERATION);

    private final TokenSource upstream;
    private final SharedToken shared;

    /**
     * A source around another one.
     *
     * @param upstream fetches a token
     * @param shared the token in the store; sources of the same process and token share it
     */
    public StoredTokenSource(TokenSource upstream, SharedToken shared) {
        this.upstream = upstream;
        this.shared = shared;
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        return new StoreLookup(shared, upstream::token).start();
    }

    /** Takes the rejected token out of the store, too, so that no other process gets it, unless another is there by now. */
    @Override
    public CompletableFuture<AccessToken> invalidate(Secret rejected) {
        shared.reject(rejected);
        return new StoreLookup(shared, () -> upstream.invalidate(rejected)).start();
    }
}
