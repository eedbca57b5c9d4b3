package io.github.cameladhese.auth.token;

/** A client secret given in the configuration. Immutable. */
final class FixedClientSecret implements ClientSecret {

    private final Secret secret;

    FixedClientSecret(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Secret read() {
        return secret;
    }

    @Override
    public String identity() {
        return "secret:" + secret.fingerprint();
    }

    @Override
    public String version() {
        return "";
    }

    @Override
    public String toString() {
        return "ClientSecret[hidden]";
    }
}
