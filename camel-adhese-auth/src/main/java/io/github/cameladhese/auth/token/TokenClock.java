package io.github.cameladhese.auth.token;

/**
 * The two clocks by which a token expires. A token is over as soon as either of them says so: the monotonic one is not
 * fooled by a corrected wall clock, the wall clock goes on while a machine is suspended. Thread-safe.
 */
public interface TokenClock {

    /** Nanoseconds of a monotonic clock with an arbitrary origin; only differences mean anything, and they may overflow. */
    long nanoTime();

    /** Milliseconds since the epoch by the wall clock. */
    long currentTimeMillis();

    /** The clocks of this machine. */
    static TokenClock system() {
        return SystemClock.INSTANCE;
    }
}
