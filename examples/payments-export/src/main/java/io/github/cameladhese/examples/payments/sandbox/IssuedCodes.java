package io.github.cameladhese.examples.payments.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Authorization codes. Each works once, for the redirect URI that it was issued for; whoever comes with it again gets nothing
 * and has the token revoked that it brought (RFC 6749 §4.1.2). Thread-safe.
 */
final class IssuedCodes {

    /** The longest that RFC 6749 §4.1.2 recommends. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Map<String, Code> codes = new HashMap<>();
    private final IssuedTokens tokens;
    private final SandboxRules rules;

    IssuedCodes(IssuedTokens tokens, SandboxRules rules) {
        this.tokens = tokens;
        this.rules = rules;
    }

    synchronized String issue(String redirectUri, SortedSet<String> scopes) {
        String code = tokens.randomText();
        codes.put(code, new Code(redirectUri, scopes, rules.clock().instant().plus(LIFETIME)));
        return code;
    }

    /** The scopes and the token that the code brings, if it is good. */
    synchronized Optional<Map.Entry<SortedSet<String>, String>> redeem(String code, String redirectUri) {
        Code known = codes.get(code);
        if (known == null) {
            return Optional.empty();
        }
        if (known.used) {
            if (known.token != null) {
                tokens.revoke(known.token);
            }
            return Optional.empty();
        }
        known.used = true;
        if (!known.redirectUri.equals(redirectUri) || !rules.clock().instant().isBefore(known.expiresAt)) {
            return Optional.empty();
        }
        String token = tokens.issue(known.scopes);
        known.token = token;
        return Optional.of(Map.entry(known.scopes, token));
    }

    private static final class Code {

        private final String redirectUri;
        private final SortedSet<String> scopes;
        private final Instant expiresAt;
        private boolean used;
        private @Nullable String token;

        Code(String redirectUri, SortedSet<String> scopes, Instant expiresAt) {
            this.redirectUri = redirectUri;
            this.scopes = scopes;
            this.expiresAt = expiresAt;
        }
    }
}
