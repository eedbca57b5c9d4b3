package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Hands out one token and sees to it that the next one is there in time. Many threads may call; one fetch runs, in the
 * background as long as a token is there, and whoever has to wait shares its outcome. A failed fetch never takes a live token
 * away; it only shuts a {@link Gate} for a while.
 *
 * <p>All there is to know is one immutable {@link State} behind one reference, changed by compare-and-set. Nobody holds a
 * lock, and nobody waits for the network but those who have no token.
 */
public final class CachingTokenSource implements TokenSource, AutoCloseable {

    /** A request gets this time even when the token does not have it any more. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

    private final StateCell state = new StateCell();
    private final Upstream upstream;
    private final TokenClock clock;
    private final TokenClock glance;
    private final Upkeep upkeep;
    private final Fetches fetches;
    private final FetchFailures failures;

    /** A source that holds nothing yet. */
    public CachingTokenSource(Upstream upstream, RefreshPolicy policy, Timing timing) {
        this.upstream = upstream;
        this.clock = timing.clock();
        this.glance = timing.glance();
        this.upkeep = new Upkeep(timing.timer(), this::renewIfDue);
        this.fetches = new Fetches(state, upstream, policy, timing, upkeep);
        this.failures = new FetchFailures(upstream.target());
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        HeldToken fresh = state.get().freshBy(glance);
        return fresh != null ? fresh.completed() : lookCloser();
    }

    @Override
    public CompletableFuture<AccessToken> invalidate(Secret rejected) {
        while (true) {
            State seen = state.get();
            if (!seen.holds(rejected)) { // an older token, or none of ours
                return otherThan(rejected, token());
            }
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

    /** What is held and what happened so far; {@code requests} is for the wire to know. */
    public TokenStatus status(long requests) {
        State seen = state.get();
        HeldToken held = seen.held();
        return new TokenStatus(
                seen.phaseAt(Moment.now(clock)),
                requests,
                fetches.issued(),
                fetches.failed(),
                Optional.ofNullable(held).map(known -> known.token().expiresAt()),
                held == null ? new TreeSet<>() : held.token().scopes());
    }

    /** Forgets the token and fails those who wait, now and from now on. A second call does nothing. */
    @Override
    public void close() {
        Flight unfinished = state.close().flight();
        upkeep.close();
        if (unfinished != null) {
            unfinished.fail(failures.closed(), null);
        }
    }

    /** By the exact clock, and because the fetch of a moment ago may have landed. */
    private CompletableFuture<AccessToken> lookCloser() {
        while (true) {
            State seen = state.get();
            if (seen.closed()) {
                return CompletableFuture.failedFuture(failures.closed());
            }
            Moment now = Moment.now(clock);
            switch (seen.phaseAt(now)) {
                case FRESH -> {
                    return seen.completed();
                }
                case DUE, LAST_GASP -> {
                    fetchInBackground(seen, now);
                    return seen.completed();
                }
                case FAILED -> {
                    if (isPausing(seen.gate(), now)) {
                        return CompletableFuture.failedFuture(seen.gate().failureAt(now.nanos()));
                    }
                }
                case EXPIRED -> {
                    if (seen.flight() != null) {
                        return seen.flight().join();
                    }
                }
            }
            Duration longest = upstream.longest();
            Flight mine = seen.gate().isProbing() ? Flight.single(longest) : Flight.patient(longest);
            if (state.change(seen, seen.begun(mine))) {
                CompletableFuture<AccessToken> outcome = mine.join();
                fetches.beginAfter(seen.gate().restForWaiters(now.nanos()), mine);
                return outcome;
            }
        }
    }

    /** Whoever comes second finds the fetch under way, or that it is not time for the next one. */
    private void fetchInBackground(State seen, Moment now) {
        if (seen.flight() != null) {
            return;
        }
        State from = seen;
        if (seen.gate().isShutAt(now.nanos())) {
            from = seen.with(seen.gate().lookedAt(now.nanos()));
            if (!seen.gate().mayLookAt(now.nanos()) || !state.change(seen, from) || isPausing(from.gate(), now)) {
                return;
            }
        }
        Flight mine = Flight.single(worthWaiting(seen, now));
        if (state.change(from, from.begun(mine))) {
            fetches.begin(mine);
        }
    }

    /**
     * Of a request in the background, which the token that is left may not outlive: half of what it has, so that there is time
     * for another one.
     */
    private Duration worthWaiting(State seen, Moment now) {
        HeldToken held = seen.held();
        Duration half = held == null ? Duration.ZERO : held.restAt(now).dividedBy(2);
        Duration worth = half.compareTo(SHORTEST_WAIT) > 0 ? half : SHORTEST_WAIT;
        return worth.compareTo(upstream.longest()) < 0 ? worth : upstream.longest();
    }

    /** What {@link Upkeep} does. */
    private void renewIfDue() {
        State seen = state.get();
        Moment now = Moment.now(clock);
        TokenPhase phase = seen.phaseAt(now);
        if (phase == TokenPhase.DUE || phase == TokenPhase.LAST_GASP) {
            fetchInBackground(seen, now);
        } else if (phase == TokenPhase.FRESH) { // a fetch that a rejection forced has failed
            upkeep.landed(Objects.requireNonNull(seen.held()), now);
        }
    }

    private @Nullable TokenException refusalToForce(State seen, Moment now) {
        Duration coolDown = seen.coolDownAt(now);
        if (!coolDown.isZero()) {
            return failures.rejectedTooSoon(coolDown);
        }
        return isPausing(seen.gate(), now) ? seen.gate().failureAt(now.nanos()) : null;
    }

    /** A secret that was replaced since then ends the pause after its rejection. */
    private boolean isPausing(Gate gate, Moment now) {
        return gate.failure() != null && gate.isShutAt(now.nanos()) && !gate.mendedBy(upstream.secretVersion());
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
