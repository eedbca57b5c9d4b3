package io.github.cameladhese.auth;

/** Whether a token is fetched before the first exchange needs it. */
public enum Prefetch {
    /** When the first exchange needs it. */
    none,
    /** At start, without waiting for it; a failure is only logged. */
    background,
    /** At start, which fails without a token. */
    required
}
