package io.github.cameladhese.auth;

/** What entitles a client to a token (RFC 6749 §1.3), by the names that go over the wire. */
public enum GrantType {
    /** The client's own credentials (RFC 6749 §4.4). */
    client_credentials,
    /** A code that a user's browser brought after a login (RFC 6749 §4.1). */
    authorization_code
}
