package io.github.cameladhese.auth.provider;

/** What an error code of a token endpoint means for the client (RFC 6749 §5.2, RFC 8707 §2). */
public enum OAuthError {
    /** The client is unknown, disabled, or its secret is wrong. Keycloak 26 calls a wrong secret {@code unauthorized_client}. */
    CREDENTIALS,
    /** The client may not have what it asks for. */
    SCOPE,
    /** The server does not understand the request as it is sent. */
    REQUEST,
    /** The server cannot answer now. */
    TEMPORARY,
    /** A code that no specification names, such as Keycloak's {@code Realm does not exist}: the status must tell. */
    UNKNOWN;

    static OAuthError of(String code) {
        return switch (code) {
            case "invalid_client", "unauthorized_client", "access_denied", "invalid_grant" -> CREDENTIALS;
            case "invalid_scope", "invalid_target" -> SCOPE;
            case "invalid_request", "unsupported_grant_type" -> REQUEST;
            case "temporarily_unavailable", "server_error" -> TEMPORARY;
            default -> UNKNOWN;
        };
    }
}
