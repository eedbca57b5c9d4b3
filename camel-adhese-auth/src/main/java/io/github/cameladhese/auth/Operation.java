package io.github.cameladhese.auth;

/** What a step does. */
public enum Operation {
    /** Sets the current token on the message. */
    authorize,
    /** Reports the token on the message as rejected by an API, and removes it. */
    invalidate
}
