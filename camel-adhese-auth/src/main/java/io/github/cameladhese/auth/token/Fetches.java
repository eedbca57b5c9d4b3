package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the flight that a {@link State} has, from its beginning to its end, and ends it for certain, whatever the source that
 * is asked, the executor or the timer does: a flight that stayed would make everyone wait for ever. Thread-safe.
 */
final class Fetches {

    private final StateCell state;
    private final Upstream upstream;
    private final RefreshPolicy policy;
    private final Timing timing;
    private final Upkeep upkeep;
    private final TokenWatch watch;
    private final FetchFailures failures;
    private final AtomicLong issued = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Fetches(StateCell state, Upstream upstream, RefreshPolicy policy, Timing timing, Upkeep upkeep, TokenWatch watch) {
        this.state = state;
        this.upstream = upstream;
        this.policy = policy;
        this.timing = timing;
        this.upkeep = upkeep;
        this.watch = watch;
        this.failures = new FetchFailures(upstream.target());
    }

    /** Tokens received so far. */
    long issued() {
        return issued.get();
    }

    /** Fetches that ended without a token so far. */
    long failed() {
        return failed.get();
    }

    /** Asks for the token of a flight that has just become the state's. */
    void begin(Flight flight) {
        try {
            boundWithShare(flight);
            timing.executor().execute(() -> ask(flight));
        } catch (RuntimeException | Error e) { // stopped, or no thread to be had
            fail(flight, failures.unknown(e));
        }
    }

    /** The same, a little later. */
    void beginAfter(Duration wait, Flight flight) {
        if (wait.isZero()) {
            begin(flight);
            return;
        }
        try {
            flight.atEnd(timing.timer().after(wait, () -> begin(flight)));
        } catch (RuntimeException | Error e) { // stopped
            fail(flight, failures.unknown(e));
        }
    }

    private void boundWithShare(Flight flight) {
        bound(flight, flight.longest().plus(upstream.share().longestDelay()));
    }

    /** From now on, in place of any other. */
    private void bound(Flight flight, Duration longest) {
        flight.bound(timing.timer().after(longest, () -> giveUp(flight)));
    }

    private void giveUp(Flight flight) {
        TokenException late = failures.late(flight.longest());
        flight.giveUp(late);
        fail(flight, late);
    }

    private void ask(Flight flight) {
        if (flight.isOver()) { // too late, or closed meanwhile
            return;
        }
        try {
            CompletableFuture<AccessToken> answer = upstream.share().tokenOr(() -> request(flight));
            flight.awaits(answer);
            var unused = answer.whenComplete((token, failure) -> settle(flight, token, failure));
        } catch (RuntimeException | Error e) { // it promised not to throw
            fail(flight, failures.unknown(e));
        }
    }

    /** Its time counts from here: what others were asked before must not cost the token server's answer. */
    private CompletableFuture<AccessToken> request(Flight flight) {
        if (!upstream.share().longestDelay().isZero()) {
            bound(flight, flight.longest());
        }
        flight.secretVersion(upstream.secretVersion().get());
        return flight.ask(upstream.once(), upstream.patient());
    }

    private void settle(Flight flight, @Nullable AccessToken token, @Nullable Throwable failure) {
        try {
            TokenException overdue = flight.overdue();
            if (overdue != null) {
                fail(flight, overdue);
            } else if (failure != null) {
                settle(flight, TokenException.unwrap(failure));
            } else if (token != null) {
                land(flight, token);
            } else {
                fail(flight, failures.unknown(new NullPointerException("neither a token nor a failure")));
            }
        } catch (RuntimeException | Error e) {
            fail(flight, failures.unknown(e));
        }
    }

    private void settle(Flight flight, Throwable failure) {
        TokenException known = failure instanceof TokenException typed ? typed : failures.unknown(failure);
        if (!known.retryable() && isSecretReplaced(flight)) { // the old one's rejection means nothing any more
            if (!upstream.share().longestDelay().isZero()) { // others are asked again, and may know the new one
                boundWithShare(flight);
            }
            ask(flight);
        } else {
            fail(flight, known);
        }
    }

    private boolean isSecretReplaced(Flight flight) {
        return !flight.secretVersion().equals(upstream.secretVersion().get());
    }

    private void land(Flight flight, AccessToken token) {
        HeldToken newer = new HeldToken(token, policy, timing.random().nextDouble());
        Moment now = Moment.now(timing.clock());
        if (!newer.lastResortAt(now)) {
            fail(flight, failures.overOnArrival(token));
            return;
        }
        State seen;
        State next;
        do {
            seen = state.get();
            if (seen.flight() != flight) { // too late, or closed; those who waited know
                return;
            }
            next = seen.landed(newer, now);
        } while (!state.change(seen, next));
        issued.incrementAndGet();
        try {
            upkeep.landed(newer, now);
            tellOf(token, seen, next); // before those who waited, who may be many
        } finally {
            flight.complete(token); // after it was published: whoever asks next sees it
        }
    }

    private void fail(Flight flight, TokenException failure) {
        double draw = timing.random().nextDouble();
        State seen;
        State next;
        Moment now;
        do {
            seen = state.get();
            if (seen.flight() != flight) {
                return;
            }
            now = Moment.now(timing.clock());
            next = seen.failed(failure, flight.secretVersion(), now, draw);
        } while (!state.change(seen, next));
        failed.incrementAndGet();
        HeldToken lastResort = next.lastResortAt(now);
        try {
            if (!failure.isLast() && (lastResort != null || watch.counts().getAsBoolean())) {
                upkeep.failed(next.gate().restAt(now.nanos()));
            }
            Optional<Instant> usableUntil = Optional.ofNullable(lastResort).map(HeldToken::lastResortUntil);
            next.trouble().ifPresent(trouble -> watch.listener()
                    .failed(new TokenEvent.Failed(watch.account(), trouble, usableUntil)));
        } finally {
            flight.fail(failure, lastResort == null ? null : lastResort.token());
        }
    }

    private void tellOf(AccessToken token, State before, State after) {
        TokenListener listener = watch.listener();
        listener.fetched(new TokenEvent.Fetched(watch.account(), token.scopes(), token.lifetime(), token.expiresAt()));
        if (before.trouble().filter(trouble -> !trouble.isOver()).isPresent()) {
            after.trouble().ifPresent(past -> listener.recovered(new TokenEvent.Recovered(watch.account(), past)));
        }
    }
}
