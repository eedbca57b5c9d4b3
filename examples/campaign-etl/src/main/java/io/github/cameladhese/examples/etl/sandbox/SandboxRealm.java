package io.github.cameladhese.examples.etl.sandbox;

import java.time.Clock;
import java.util.Set;

/** One customer: an account, the tokens that it gets, and the data that these open. */
record SandboxRealm(
        String name, SandboxAccount account, SandboxTokens tokens, TokenEndpoint tokenEndpoint, SandboxData data) {

    static SandboxRealm of(String name, SandboxData data, Set<String> permissions, Clock clock) {
        SandboxAccount account = new SandboxAccount(permissions);
        SandboxTokens tokens = new SandboxTokens("https://sandbox.invalid/realms/" + name, clock);
        return new SandboxRealm(name, account, tokens, new TokenEndpoint(tokens, account), data);
    }
}
