package io.github.cameladhese.auth.token;

/** The kinds of {@link TokenException}, for those who count or show them. */
public enum TokenFailureKind {
    /** {@link CredentialsRejectedException}. */
    CREDENTIALS_REJECTED("credentials_rejected"),
    /** {@link PermissionMissingException}. */
    PERMISSION_MISSING("permission_missing"),
    /** {@link TokenEndpointUnavailableException}. */
    ENDPOINT_UNAVAILABLE("endpoint_unavailable"),
    /** {@link UnusableAnswerException}. */
    UNUSABLE_ANSWER("unusable_answer"),
    /** {@link TokenRejectedException}. */
    TOKEN_REJECTED("token_rejected"),
    /** {@link AuthorizationCodeSpentException}. */
    AUTHORIZATION_CODE_SPENT("authorization_code_spent");

    private final String text;

    TokenFailureKind(String text) {
        this.text = text;
    }

    /** As it stands in meters, health checks and consoles: lower case, with underscores. */
    public String text() {
        return text;
    }
}
