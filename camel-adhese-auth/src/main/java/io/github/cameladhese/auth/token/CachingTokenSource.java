package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Hands out one token and sees to it that the next one is there in time. Many threads may call; one fetch runs, in the
 * background as long as a token is there, and whoever has to wait shares its outcome. A failed fetch never takes a live token
 * away; it only shuts a {@link Gate} for a while.
 *
 * <p>All there is to know is one immutable {@link State} behind one reference, changed by compare-and-set. Nobody holds a
 * lock, and nobody waits for the network but those who have no token.
 */
public final class CachingTokenSource implements TokenSource, AutoCloseable {

    private final StateCell state = new StateCell();
    private final Upstream upstream;
    private final TokenClock clock;
    private final TokenClock glance;
    private final Upkeep upkeep;
    private final Fetches fetches;
    private final Rejections rejections;
    private final FetchFailures failures;
    private final TokenWatch watch;

    /** A source that holds nothing yet. */
    public CachingTokenSource(Upstream upstream, RefreshPolicy policy, Timing timing, TokenWatch watch) {
        this.upstream = upstream;
        this.clock = timing.clock();
        this.glance = timing.glance();
        this.upkeep = new Upkeep(timing.timer(), this::renewIfDue);
        this.fetches = new Fetches(state, upstream, policy, timing, upkeep, watch);
        this.rejections = new Rejections(state, upstream, clock, fetches, watch);
        this.watch = watch;
        this.failures = new FetchFailures(upstream.target());
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        HeldToken fresh = state.get().freshBy(glance);
        return fresh != null ? fresh.completed() : lookCloser();
    }

    @Override
    public CompletableFuture<AccessToken> invalidate(Secret rejected) {
        return rejections.report(rejected, this::token);
    }

    /**
     * Fetches another token now, e.g. because somebody has mended what was wrong: pauses are not kept, but for those that the
     * server asked for. The one that is held stays until then. Whoever comes second shares the fetch under way.
     *
     * @return the new token
     */
    public CompletableFuture<AccessToken> refresh() {
        while (true) {
            State seen = state.get();
            if (seen.closed()) {
                return CompletableFuture.failedFuture(failures.closed());
            }
            if (seen.flight() != null) {
                return seen.flight().joinForNew();
            }
            long now = clock.nanoTime();
            if (seen.gate().isShutByServer(now)) {
                return CompletableFuture.failedFuture(seen.gate().failureAt(now));
            }
            Flight mine = Flight.single(upstream.longest());
            if (state.change(seen, seen.begun(mine))) {
                CompletableFuture<AccessToken> outcome = mine.joinForNew();
                fetches.begin(mine);
                return outcome;
            }
        }
    }

    /** Somebody counts on the token again, see {@link TokenWatch#counts()}. */
    public void resume() {
        State seen = state.get();
        if (seen.isFailing()) {
            upkeep.failed(seen.gate().restAt(clock.nanoTime()));
        }
    }

    /** What is held, whether or not it may be handed out. Nothing is fetched for it. */
    public Optional<AccessToken> held() {
        return Optional.ofNullable(state.get().held()).map(HeldToken::token);
    }

    /** What is held and what happened so far; {@code requests} is for the wire to know. */
    public TokenStatus status(long requests) {
        State seen = state.get();
        HeldToken held = seen.held();
        Moment now = Moment.now(clock);
        return new TokenStatus(
                now.instant(),
                seen.phaseAt(now),
                requests,
                fetches.issued(),
                fetches.failed(),
                rejections.count(),
                Optional.ofNullable(held).map(known -> known.token().expiresAt()),
                Optional.ofNullable(held).flatMap(HeldToken::refreshAt),
                held == null ? Collections.emptySortedSet() : held.token().scopes(),
                seen.trouble());
    }

    /** Forgets the token and fails those who wait, now and from now on. A second call does nothing. */
    @Override
    public void close() {
        Flight unfinished = state.close().flight();
        upkeep.close();
        if (unfinished != null) {
            unfinished.fail(failures.closed(), null);
        }
        upstream.share().close();
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
                    if (seen.gate().isPausing(now.nanos(), upstream.secretVersion())) {
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
            if (!seen.gate().mayLookAt(now.nanos())
                    || !state.change(seen, from)
                    || from.gate().isPausing(now.nanos(), upstream.secretVersion())) {
                return;
            }
        }
        Flight mine = Flight.single(seen.worthWaiting(now, upstream.longest()));
        if (state.change(from, from.begun(mine))) {
            fetches.begin(mine);
        }
    }

    /** What {@link Upkeep} does. */
    private void renewIfDue() {
        State seen = state.get();
        Moment now = Moment.now(clock);
        TokenPhase phase = seen.phaseAt(now);
        Duration pause = seen.isFailing() ? seen.gate().restAt(now.nanos()) : Duration.ZERO;
        if (phase != TokenPhase.FRESH && !pause.isZero()) { // the timer is early, or a fetch has failed meanwhile
            upkeep.failed(pause);
            return;
        }
        switch (phase) {
            // A fetch that a rejection forced has failed.
            case FRESH -> upkeep.landed(Objects.requireNonNull(seen.held()), now);
            case DUE, LAST_GASP -> fetchInBackground(seen, now);
            case EXPIRED, FAILED -> {
                if (seen.isFailing() && watch.counts().getAsBoolean()) {
                    var unused = lookCloser();
                }
            }
        }
    }
}
