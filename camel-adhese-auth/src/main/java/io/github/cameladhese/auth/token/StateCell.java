package io.github.cameladhese.auth.token;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** The one {@link State} that there is at any time, changed by compare-and-set. Thread-safe. */
final class StateCell {

    private static final AtomicReferenceFieldUpdater<StateCell, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(StateCell.class, State.class, "state");

    private volatile State state = State.EMPTY;

    State get() {
        return state;
    }

    /** Whether it was still the state that was seen, and now is the next. */
    boolean change(State seen, State next) {
        return STATE.compareAndSet(this, seen, next);
    }

    /** For good. */
    State close() {
        return STATE.getAndSet(this, State.CLOSED);
    }
}
