package io.github.cameladhese.auth.token;

/** Where a cached token is in its life, and with it what a caller gets. */
public enum TokenPhase {
    /** It is handed out, and nobody has to think of the next one. */
    FRESH,
    /** It is handed out, and the next one is fetched in the background. */
    DUE,
    /** There is none that may be handed out: callers wait for the one fetch under way. */
    EXPIRED,
    /** It is past its margin but not yet over, and no other could be fetched: it is handed out rather than a failure. */
    LAST_GASP,
    /** There is none, and the last fetch failed a moment ago: callers get that failure until the pause is over. */
    FAILED
}
