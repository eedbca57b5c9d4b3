package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TargetTerms;

/** The two components, and how a message speaks of what they are told. */
enum Scheme {
    ADHESE("adhese-auth", "realm", "AdheseAuth"),
    ADULLAM("adullam-auth", "name", "AdullamAuth");

    private static final TargetTerms ADULLAM_TERMS = new TargetTerms(
            "account",
            "baseUrl",
            "baseUrl",
            "baseUrl and tokenPath",
            "clientId, baseUrl and scope",
            "the client may use this grantType",
            " Adullam's documentation also describes a login at POST /v1/auth/token, which is another one: ask Adullam"
                    + " where your account gets its tokens, and set tokenPath if it is only the path that differs.");

    private final String text;
    private final String nameOption;
    private final String threads;

    Scheme(String text, String nameOption, String threads) {
        this.text = text;
        this.nameOption = nameOption;
        this.threads = threads;
    }

    /** As it stands in an endpoint's address, before the colon. */
    String text() {
        return text;
    }

    /** The option behind the colon of an endpoint's address. */
    String nameOption() {
        return nameOption;
    }

    /** How the names of its threads begin. */
    String threads() {
        return threads;
    }

    TargetTerms terms() {
        return this == ADHESE ? TargetTerms.REALM : ADULLAM_TERMS;
    }

    /** Where an option of the component is set in a file of properties. */
    String property(String option) {
        return "camel.component." + text + "." + option;
    }
}
