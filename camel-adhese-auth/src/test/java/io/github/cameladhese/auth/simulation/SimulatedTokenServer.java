package io.github.cameladhese.auth.simulation;

import static java.time.Duration.ofMillis;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A token server on virtual time that is down for a while. Not thread-safe. */
final class SimulatedTokenServer implements TokenSource {

    static final TokenTarget TARGET = new TokenTarget("customer-name", URI.create("https://id.example/token"));

    /** How a server is down. */
    enum Outage {
        /** Connections are refused. */
        REFUSED(ofMillis(1)),
        /** Nothing answers until {@code requestTimeout}. */
        STALLED(Duration.ofSeconds(10)),
        /** 503. */
        UNAVAILABLE(LATENCY);

        private final Duration failsAfter;

        Outage(Duration failsAfter) {
            this.failsAfter = failsAfter;
        }
    }

    private static final Duration LATENCY = ofMillis(80);

    private final FakeClock clock;
    private final Duration lifetime;
    private final long startedAt;
    private Outage outage = Outage.REFUSED;
    private Duration downFrom = Duration.ZERO;
    private Duration downUntil = Duration.ZERO;
    private boolean busy;
    private int requests;
    private int requestsWhileDown;

    SimulatedTokenServer(FakeClock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.startedAt = clock.nanoTime();
    }

    /** Is down from the one time to the other, counted from the start. */
    void down(Outage how, Duration from, Duration until) {
        outage = how;
        downFrom = from;
        downUntil = until;
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        if (busy) {
            throw new AssertionError("two requests at once");
        }
        busy = true;
        requests++;
        boolean down = isDown();
        if (down) {
            requestsWhileDown++;
        }
        Moment requestedAt = Moment.now(clock);
        CompletableFuture<AccessToken> answer = new CompletableFuture<>();
        Runnable hangUp = clock.after(down ? outage.failsAfter : LATENCY, () -> {
            if (down) {
                answer.completeExceptionally(new TokenEndpointUnavailableException(
                        TokenFailure.unanswered(TARGET, true), TARGET.noToken() + "the server is down.", null));
            } else {
                answer.complete(new AccessToken("token-" + requests, Set.of("adhese-api"), requestedAt, lifetime));
            }
        });
        var unused = answer.whenComplete((token, failure) -> {
            busy = false;
            hangUp.run();
        });
        return answer;
    }

    int requests() {
        return requests;
    }

    int requestsWhileDown() {
        return requestsWhileDown;
    }

    private boolean isDown() {
        Duration now = Duration.ofNanos(clock.nanoTime() - startedAt);
        return now.compareTo(downFrom) >= 0 && now.compareTo(downUntil) < 0;
    }
}
