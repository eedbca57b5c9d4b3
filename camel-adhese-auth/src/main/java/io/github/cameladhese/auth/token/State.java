package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CachingTokenSource} knows at one instant: the token it holds, whether an API rejected it, the fetch under way,
 * when the next one may begin, when a token was last forced by a rejection, and what failed before. Immutable.
 */
final class State {

    static final State EMPTY = new State(null, false, null, Gate.OPEN, null, Optional.empty(), false);
    static final State CLOSED = new State(null, false, null, Gate.OPEN, null, Optional.empty(), true);

    /** Rejections force no more than one token in this time: an API that rejects every token must not cause a storm. */
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    /** A request gets this time even when the token does not have it any more. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

    private final @Nullable HeldToken held;
    private final boolean suspect;
    private final @Nullable Flight flight;
    private final Gate gate;
    private final @Nullable Moment forcedAt;
    private final Optional<TokenTrouble> trouble;
    private final boolean closed;

    private State(
            @Nullable HeldToken held,
            boolean suspect,
            @Nullable Flight flight,
            Gate gate,
            @Nullable Moment forcedAt,
            Optional<TokenTrouble> trouble,
            boolean closed) {
        this.held = held;
        this.suspect = suspect;
        this.flight = flight;
        this.gate = gate;
        this.forcedAt = forcedAt;
        this.trouble = trouble;
        this.closed = closed;
    }

    /** The pure verdict: where the token is in its life. */
    TokenPhase phaseAt(Moment now) {
        boolean failed = gate.failure() != null;
        if (held != null && !suspect) {
            if (held.freshAt(now.nanos(), now.millis())) {
                return TokenPhase.FRESH;
            }
            if (held.usableAt(now)) {
                return TokenPhase.DUE;
            }
            if (failed && held.lastResortAt(now)) {
                return TokenPhase.LAST_GASP;
            }
        }
        return failed && flight == null && gate.isShutAt(now.nanos()) ? TokenPhase.FAILED : TokenPhase.EXPIRED;
    }

    /** What to hand out at once, if the clock says that nothing else is to be done. */
    @Nullable
    HeldToken freshBy(TokenClock clock) {
        return held != null && !suspect && held.freshAt(clock.nanoTime(), clock.currentTimeMillis()) ? held : null;
    }

    /** What to hand out now if no other can be had. */
    @Nullable
    HeldToken lastResortAt(Moment now) {
        return held != null && !suspect && held.lastResortAt(now) ? held : null;
    }

    /**
     * How long a request in the background may take, which the token that is left may not outlive: half of what it has, so that
     * there is time for another one.
     *
     * @param longest that any request may take
     */
    Duration worthWaiting(Moment now, Duration longest) {
        Duration half = held == null ? Duration.ZERO : held.restAt(now).dividedBy(2);
        Duration worth = half.compareTo(SHORTEST_WAIT) > 0 ? half : SHORTEST_WAIT;
        return worth.compareTo(longest) < 0 ? worth : longest;
    }

    /** How long rejections force no fetch; zero if one may be forced. */
    Duration coolDownAt(Moment now) {
        if (forcedAt == null) {
            return Duration.ZERO;
        }
        long rest = COOL_DOWN.toNanos() - (now.nanos() - forcedAt.nanos());
        return Duration.ofNanos(Math.max(0, rest));
    }

    State begun(Flight started) {
        return new State(held, suspect, started, gate, forcedAt, trouble, closed);
    }

    /** An API rejected the held token, so that a fetch has to bring another one. */
    State suspecting() {
        return new State(held, true, flight, gate, forcedAt, trouble, closed);
    }

    State landed(HeldToken newer, Moment now) {
        AccessToken token = newer.token();
        boolean forced = flight != null && flight.isForced() && flight.isRequested();
        Moment lastForced = forced ? token.requestedAt() : forcedAt;
        Optional<TokenTrouble> past = trouble.map(known -> known.recovered(now.instant()));
        return new State(newer, false, null, Gate.after(token), lastForced, past, closed);
    }

    /**
     * The token stays as it was, and is no longer suspect: one API's rejection must not become everyone's outage. Not so if no
     * other token can ever come: nothing would show that it is dead until its end.
     */
    State failed(TokenException failure, String secretVersion, Moment now, double draw) {
        HeldToken live = held != null && held.lastResortAt(now) ? held : null;
        Gate shut = gate.afterFailure(failure, live, secretVersion, now, draw);
        boolean dead = suspect && held != null && !held.token().renewable();
        Optional<Instant> next = failure.isLast() ? Optional.empty() : Optional.of(nextAttempt(shut, now));
        TokenTrouble more = TokenTrouble.after(trouble, failure, now.instant(), next);
        return new State(held, dead, null, shut, forcedAt, Optional.of(more), closed);
    }

    /** A token that is fresh is not renewed before it is due, whatever failed. */
    private Instant nextAttempt(Gate shut, Moment now) {
        Instant pauseOver = now.plus(shut.restAt(now.nanos())).instant();
        if (held == null || !held.freshAt(now.nanos(), now.millis())) {
            return pauseOver;
        }
        return held.refreshAt().filter(pauseOver::isBefore).orElse(pauseOver);
    }

    State with(Gate other) {
        return new State(held, suspect, flight, other, forcedAt, trouble, closed);
    }

    /** Whether the last fetch failed. */
    boolean isFailing() {
        return gate.failure() != null;
    }

    /** The last fetches that failed in a row, whether or not that is over. */
    Optional<TokenTrouble> trouble() {
        return trouble;
    }

    @Nullable
    HeldToken held() {
        return held;
    }

    /** The held token's future, in a phase in which it is handed out. */
    CompletableFuture<AccessToken> completed() {
        return Objects.requireNonNull(held, "nothing is held").completed();
    }

    boolean holds(Secret token) {
        return held != null && held.token().value().equals(token.reveal());
    }

    boolean suspect() {
        return suspect;
    }

    @Nullable
    Flight flight() {
        return flight;
    }

    Gate gate() {
        return gate;
    }

    boolean closed() {
        return closed;
    }
}
