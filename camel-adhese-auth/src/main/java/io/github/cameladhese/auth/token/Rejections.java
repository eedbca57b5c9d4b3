package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a token that an API rejected: once, whoever reports it, and not again too soon after the last one. Thread-safe.
 */
final class Rejections {

    private final StateCell state;
    private final Upstream upstream;
    private final TokenClock clock;
    private final Fetches fetches;
    private final FetchFailures failures;
    private final TokenWatch watch;
    private final AtomicLong rejections = new AtomicLong();

    Rejections(StateCell state, Upstream upstream, TokenClock clock, Fetches fetches, TokenWatch watch) {
        this.state = state;
        this.upstream = upstream;
        this.clock = clock;
        this.fetches = fetches;
        this.failures = new FetchFailures(upstream.target());
        this.watch = watch;
    }

    /** How many tokens were rejected so far. */
    long count() {
        return rejections.get();
    }

    /** @param current gives the token to those whose rejected one is not the held one */
    CompletableFuture<AccessToken> report(Secret rejected, Supplier<CompletableFuture<AccessToken>> current) {
        upstream.share().rejected(rejected);
        while (true) {
            State seen = state.get();
            if (!seen.holds(rejected)) { // an older token, or none of ours
                return otherThan(rejected, current.get());
            }
            note(seen.held());
            Flight flight = seen.flight();
            if (flight == null) {
                Moment now = Moment.now(clock);
                TokenException refusal = refusalToForce(seen, now);
                if (refusal != null) {
                    return CompletableFuture.failedFuture(refusal);
                }
                Flight mine = Flight.insteadOf(rejected, upstream.longest());
                if (state.change(seen, seen.suspecting().begun(mine))) {
                    CompletableFuture<AccessToken> outcome = otherThan(rejected, mine.joinForNew());
                    fetches.begin(mine);
                    return outcome;
                }
            } else if (seen.suspect() || state.change(seen, seen.suspecting())) {
                return otherThan(rejected, flight.joinForNew());
            }
        }
    }

    private void note(@Nullable HeldToken held) {
        if (held != null && held.noteRejection()) {
            rejections.incrementAndGet();
            watch.listener()
                    .rejected(new TokenEvent.Rejected(
                            watch.account(), held.token().expiresAt()));
        }
    }

    private @Nullable TokenException refusalToForce(State seen, Moment now) {
        Duration coolDown = seen.coolDownAt(now);
        if (!coolDown.isZero()) {
            return failures.rejectedTooSoon(coolDown);
        }
        return seen.gate().isPausing(now.nanos(), upstream.secretVersion())
                ? seen.gate().failureAt(now.nanos())
                : null;
    }

    private CompletableFuture<AccessToken> otherThan(Secret rejected, CompletableFuture<AccessToken> future) {
        return future.thenApply(token -> {
            if (token.value().equals(rejected.reveal())) {
                throw failures.sameTokenAgain();
            }
            return token;
        });
    }
}
