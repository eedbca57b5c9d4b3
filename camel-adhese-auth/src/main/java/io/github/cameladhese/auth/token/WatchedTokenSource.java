package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells how each request to the token endpoint ended and how long it took. Thread-safe. */
public final class WatchedTokenSource implements TokenSource {

    private final TokenSource wire;
    private final TokenWatch watch;
    private final TokenClock clock;

    /** @param wire makes one request for each call */
    public WatchedTokenSource(TokenSource wire, TokenWatch watch, TokenClock clock) {
        this.wire = wire;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        long begun = clock.nanoTime();
        CompletableFuture<AccessToken> answer = wire.token();
        var unused = answer.whenComplete((token, failure) -> {
            Duration took = Duration.ofNanos(clock.nanoTime() - begun);
            Optional<TokenFailureKind> kind = Optional.ofNullable(failure).map(WatchedTokenSource::kindOf);
            watch.listener().requested(new TokenEvent.Requested(watch.account(), took, kind));
        });
        return answer; // and no stage behind it: who cancels it cancels the request
    }

    /** A request that was given up counts as one that nobody answered. */
    private static TokenFailureKind kindOf(Throwable failure) {
        return TokenException.unwrap(failure) instanceof TokenException known
                ? known.kind()
                : TokenFailureKind.ENDPOINT_UNAVAILABLE;
    }
}
