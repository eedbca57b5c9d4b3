package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.TokenWatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.RuntimeCamelException;

/** What becomes of an exchange that finds no token: it is told how long it waited, and why it was in vain. Thread-safe. */
final class TokenWait {

    private final TokenTarget target;
    private final Duration longest;
    private final TokenClock clock;
    private final TokenWatch watch;

    /**
     * @param longest that a thread may be blocked
     * @param watch is told who had to wait
     */
    TokenWait(TokenTarget target, Duration longest, TokenClock clock, TokenWatch watch) {
        this.target = target;
        this.longest = longest;
        this.clock = clock;
        this.watch = watch;
    }

    /** Tells how long it was, once it is over. */
    void begin(CompletableFuture<AccessToken> token) {
        long begun = clock.nanoTime();
        var unused = token.whenComplete((held, failure) -> watch.listener()
                .waited(new TokenEvent.Waited(watch.account(), Duration.ofNanos(clock.nanoTime() - begun))));
    }

    /** Blocks until it is over. */
    AccessToken end(CompletableFuture<AccessToken> token) throws InterruptedException {
        try {
            return token.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw forCaller(e);
        } catch (TimeoutException e) {
            throw new TokenEndpointUnavailableException(
                    TokenFailure.unanswered(target, true),
                    target.noToken() + "none within " + longest.toSeconds() + " s. Try again later.",
                    e);
        }
    }

    /** Many share one failure; each exchange gets an exception of its own. */
    static RuntimeException forCaller(Throwable failure) {
        Throwable reason = TokenException.unwrap(failure);
        return reason instanceof TokenException shared ? shared.forCaller() : new RuntimeCamelException(reason);
    }
}
