package io.github.cameladhese.auth.token;

import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Hands out one token until its margin is reached, then fetches the next. Many threads may call; one fetches, and the others
 * share its outcome, token or failure. A failure is forgotten once it was shared.
 *
 * <p>All there is to know is one immutable {@link State} behind one reference, changed by compare-and-set. Nobody holds a
 * lock, and nobody waits for the network but those who have no token.
 */
public final class CachingTokenSource implements TokenSource, AutoCloseable {

    private static final AtomicReferenceFieldUpdater<CachingTokenSource, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(CachingTokenSource.class, State.class, "state");

    private final TokenSource upstream;
    private final RefreshPolicy policy;
    private final TokenTarget target;
    private final TokenClock clock;
    private final TokenClock glance;
    private final AtomicLong issued = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile State state = State.EMPTY;

    /**
     * A source that holds nothing yet.
     *
     * @param clock decides when the token is over
     * @param glance a clock that is cheaper to read and may run ahead, such as a {@link TickingClock}: as long as the token is
     *     good by this one, the other is not asked
     */
    public CachingTokenSource(
            TokenSource upstream, RefreshPolicy policy, TokenTarget target, TokenClock clock, TokenClock glance) {
        this.upstream = upstream;
        this.policy = policy;
        this.target = target;
        this.clock = clock;
        this.glance = glance;
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        HeldToken held = state.held();
        return held != null && held.usableAt(glance) ? held.completed() : joinOrStartFetch();
    }

    /** What is held and what happened so far; {@code requests} is for the wire to know. */
    public TokenStatus status(long requests) {
        HeldToken held = state.held();
        return held == null
                ? new TokenStatus(requests, issued.get(), failures.get(), Optional.empty(), new TreeSet<>())
                : new TokenStatus(
                        requests,
                        issued.get(),
                        failures.get(),
                        Optional.of(held.token().expiresAt()),
                        held.token().scopes());
    }

    /** Forgets the token and fails those who wait, now and from now on. A second call does nothing. */
    @Override
    public void close() {
        Flight unfinished = STATE.getAndSet(this, State.CLOSED).flight();
        if (unfinished != null) {
            unfinished.fail(closed());
        }
    }

    private CompletableFuture<AccessToken> joinOrStartFetch() {
        while (true) {
            State seen = state;
            if (seen.closed()) {
                return CompletableFuture.failedFuture(closed());
            }
            // Looked at again, by the exact clock, and because the fetch of a moment ago may have landed.
            if (seen.held() != null && seen.held().usableAt(clock)) {
                return seen.held().completed();
            }
            if (seen.flight() != null) {
                return seen.flight().join();
            }
            Flight mine = new Flight();
            CompletableFuture<AccessToken> outcome = mine.join();
            if (STATE.compareAndSet(this, seen, seen.with(mine))) {
                fetch(mine);
                return outcome;
            }
        }
    }

    private void fetch(Flight flight) {
        try {
            var unused = upstream.token().whenComplete((token, failure) -> settle(flight, token, failure));
        } catch (RuntimeException | Error e) { // it promised not to throw
            fail(flight, e);
        }
    }

    /** Ends the flight on every path: one that stayed would make everyone wait for ever. */
    private void settle(Flight flight, AccessToken token, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                fail(flight, TokenException.unwrap(failure));
            } else {
                land(flight, alive(Objects.requireNonNull(token, "a source must give a token or a failure")));
            }
        } catch (RuntimeException | Error e) {
            fail(flight, e);
        }
    }

    private void land(Flight flight, AccessToken token) {
        if (freed(flight, State.holding(new HeldToken(token, policy)))) {
            issued.incrementAndGet();
            flight.complete(token);
        }
    }

    private void fail(Flight flight, Throwable failure) {
        if (freed(flight, null)) {
            failures.incrementAndGet();
            flight.fail(failure);
        }
    }

    /**
     * Publishes what there is now and frees the flight, in one step and before the waiters are woken: whoever asks next sees
     * it.
     *
     * @param next the state from now on; null for what it was, without the flight
     * @return whether it was still the flight; if not, the source was closed, which has failed the waiters
     */
    private boolean freed(Flight flight, @Nullable State next) {
        State seen;
        do {
            seen = state;
            if (seen.flight() != flight) {
                return false;
            }
        } while (!STATE.compareAndSet(this, seen, next != null ? next : seen.landed()));
        return true;
    }

    /** A token that lived for less time than its answer took must not be handed out, not even to those who waited for it. */
    private AccessToken alive(AccessToken token) {
        Moment end = token.requestedAt().plus(token.lifetime());
        if (end.isAfter(clock.nanoTime(), clock.currentTimeMillis())) {
            return token;
        }
        throw new UnusableAnswerException(
                TokenFailure.unanswered(target, true),
                target.noToken() + "the token lives " + token.lifetime().toMillis()
                        + " ms and was over before its answer was here. Ask for longer access tokens in this realm,"
                        + " or find out why the answer takes so long.",
                null);
    }

    private TokenException closed() {
        return new TokenEndpointUnavailableException(
                TokenFailure.unanswered(target, false),
                target.noToken() + "the component was stopped. Start the Camel context again to get tokens.",
                null);
    }
}
