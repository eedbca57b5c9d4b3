package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gives out futures that a test completes, one by one. */
final class HandFedSource implements TokenSource {

    static final TokenFailure TRANSIENT =
            TokenFailure.unanswered(new TokenTarget("r", URI.create("https://id.example/token")), true);

    final List<CompletableFuture<AccessToken>> given = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();

    @Override
    public CompletableFuture<AccessToken> token() {
        given.add(new CompletableFuture<>());
        return last();
    }

    @Override
    public CompletableFuture<AccessToken> invalidate(Secret token) {
        rejected.add(token.reveal());
        return token();
    }

    CompletableFuture<AccessToken> last() {
        return given.get(given.size() - 1);
    }

    /** The last attempt fails for a reason that may pass. */
    void fail(String message) {
        last().completeExceptionally(unavailable(message));
    }

    static TokenException unavailable(String message) {
        return new TokenEndpointUnavailableException(TRANSIENT, message, null);
    }
}
