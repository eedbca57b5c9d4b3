package io.github.cameladhese.auth.token;

import org.jspecify.annotations.Nullable;

/** What a {@link CachingTokenSource} knows at one instant: the token it holds, and the fetch under way. Immutable. */
final class State {

    static final State EMPTY = new State(null, null, false);
    static final State CLOSED = new State(null, null, true);

    private final @Nullable HeldToken held;
    private final @Nullable Flight flight;
    private final boolean closed;

    private State(@Nullable HeldToken held, @Nullable Flight flight, boolean closed) {
        this.held = held;
        this.flight = flight;
        this.closed = closed;
    }

    static State holding(HeldToken held) {
        return new State(held, null, false);
    }

    State with(Flight started) {
        return new State(held, started, closed);
    }

    State landed() {
        return new State(held, null, closed);
    }

    @Nullable
    HeldToken held() {
        return held;
    }

    @Nullable
    Flight flight() {
        return flight;
    }

    boolean closed() {
        return closed;
    }
}
