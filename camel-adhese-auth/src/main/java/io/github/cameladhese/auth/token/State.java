package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CachingTokenSource} knows at one instant: the token it holds, whether an API rejected it, the fetch under way,
 * when the next one may begin, and when a token was last forced by a rejection. Immutable.
 */
final class State {

    static final State EMPTY = new State(null, false, null, Gate.OPEN, null, false);
    static final State CLOSED = new State(null, false, null, Gate.OPEN, null, true);

    /** Rejections force no more than one token in this time: an API that rejects every token must not cause a storm. */
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private final @Nullable HeldToken held;
    private final boolean suspect;
    private final @Nullable Flight flight;
    private final Gate gate;
    private final @Nullable Moment forcedAt;
    private final boolean closed;

    private State(
            @Nullable HeldToken held,
            boolean suspect,
            @Nullable Flight flight,
            Gate gate,
            @Nullable Moment forcedAt,
            boolean closed) {
        this.held = held;
        this.suspect = suspect;
        this.flight = flight;
        this.gate = gate;
        this.forcedAt = forcedAt;
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

    /** How long rejections force no fetch; zero if one may be forced. */
    Duration coolDownAt(Moment now) {
        if (forcedAt == null) {
            return Duration.ZERO;
        }
        long rest = COOL_DOWN.toNanos() - (now.nanos() - forcedAt.nanos());
        return Duration.ofNanos(Math.max(0, rest));
    }

    State begun(Flight started) {
        return new State(held, suspect, started, gate, forcedAt, closed);
    }

    /** An API rejected the held token, so that a fetch has to bring another one. */
    State suspecting() {
        return new State(held, true, flight, gate, forcedAt, closed);
    }

    State landed(HeldToken newer) {
        AccessToken token = newer.token();
        boolean forced = flight != null && flight.isForced();
        return new State(newer, false, null, Gate.after(token), forced ? token.requestedAt() : forcedAt, closed);
    }

    /**
     * The token stays as it was, and is no longer suspect: one API's rejection must not become everyone's outage. Not so if no
     * other token can ever come: nothing would show that it is dead until its end.
     */
    State failed(TokenException failure, String secretVersion, Moment now, double draw) {
        HeldToken live = held != null && held.lastResortAt(now) ? held : null;
        Gate shut = gate.afterFailure(failure, live, secretVersion, now, draw);
        boolean dead = suspect && held != null && !held.token().renewable();
        return new State(held, dead, null, shut, forcedAt, closed);
    }

    State with(Gate other) {
        return new State(held, suspect, flight, other, forcedAt, closed);
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
