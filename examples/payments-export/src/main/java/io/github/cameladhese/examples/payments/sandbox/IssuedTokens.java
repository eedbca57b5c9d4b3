package io.github.cameladhese.examples.payments.sandbox;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens: random text that means something to this sandbox only. Thread-safe. */
final class IssuedTokens {

    private final SecureRandom random = new SecureRandom();
    private final Set<String> everIssued = ConcurrentHashMap.newKeySet();
    private final Map<String, Token> alive = new ConcurrentHashMap<>();
    private final SandboxRules rules;

    IssuedTokens(SandboxRules rules) {
        this.rules = rules;
    }

    String issue(SortedSet<String> scopes) {
        String token = randomText();
        alive.put(token, new Token(scopes, rules.clock().instant().plus(rules.tokenLifetime())));
        return token;
    }

    /** The scopes of a token of ours that has not expired; empty for anything else. */
    Optional<SortedSet<String>> scopes(String token) {
        return Optional.ofNullable(alive.get(token))
                .filter(known -> rules.clock().instant().isBefore(known.expiresAt()))
                .map(Token::scopes);
    }

    void revoke(String token) {
        alive.remove(token);
    }

    void revokeAll() {
        alive.clear();
    }

    /** For a token or a code. */
    String randomText() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        everIssued.add(text);
        return text;
    }

    /** Tokens and codes, dead ones too. */
    Set<String> everIssued() {
        return Set.copyOf(everIssued);
    }

    private record Token(SortedSet<String> scopes, Instant expiresAt) {}
}
