package io.github.cameladhese.auth.provider;

/** How a client proves to the token endpoint who it is (RFC 6749 §2.3.1). */
public enum ClientAuthentication {
    /** Client id and secret in the body, as Adhese documents it. */
    post,
    /** Client id and secret in an {@code Authorization: Basic} header, each form-encoded first. */
    basic
}
