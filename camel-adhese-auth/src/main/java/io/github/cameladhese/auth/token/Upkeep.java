package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a token in use is renewed in time although nobody asks just then: when exchanges come in bursts, or the
 * server comes back between two of them. A token that is not used is left alone. Thread-safe.
 */
final class Upkeep implements AutoCloseable {

    private final TokenTimer timer;
    private final Runnable look;
    private @Nullable Runnable cancelNext;
    private boolean closed;

    /** @param look starts a fetch in the background if it is time for one */
    Upkeep(TokenTimer timer, Runnable look) {
        this.timer = timer;
        this.look = look;
    }

    /** The token is renewed when it is due, if somebody used it in the last fifth of its lifetime before that. */
    void landed(HeldToken token, Moment now) {
        Duration fifth = token.token().lifetime().dividedBy(5);
        next(token.untilRefresh(now).minus(fifth), () -> {
            token.forgetUse();
            next(fifth, () -> {
                if (token.isUsed()) {
                    look.run();
                }
            });
        });
    }

    /** There is a token, but the next could not be had: it is tried again after the pause. */
    void failed(Duration pause) {
        next(pause, look);
    }

    /** Nothing is begun any more. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        cancelNext();
    }

    /** In place of what was to be next. */
    private synchronized void next(Duration delay, Runnable task) {
        cancelNext();
        if (!closed) {
            try {
                cancelNext = timer.after(delay.isNegative() ? Duration.ZERO : delay, task);
            } catch (RejectedExecutionException e) {
                closed = true; // the timer was stopped; exchanges ask by themselves
            }
        }
    }

    private void cancelNext() {
        if (cancelNext != null) {
            cancelNext.run();
            cancelNext = null;
        }
    }
}
