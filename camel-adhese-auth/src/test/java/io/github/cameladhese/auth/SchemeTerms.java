package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TargetTerms;

/** How the components speak of what they are told, for tests of what lies below them. */
public final class SchemeTerms {

    private SchemeTerms() {}

    public static TargetTerms adhese() {
        return Scheme.ADHESE.terms();
    }

    public static TargetTerms adullam() {
        return Scheme.ADULLAM.terms();
    }
}
