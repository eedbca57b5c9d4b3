package io.github.cameladhese.examples.observability.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that were issued, and until when each is good. They are opaque: here nobody reads them. Thread-safe. */
final class IssuedTokens {

    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();
    private final Duration lifetime;

    IssuedTokens(Duration lifetime) {
        this.lifetime = lifetime;
    }

    Duration lifetime() {
        return lifetime;
    }

    String issue() {
        String token = "sandbox-token-" + UUID.randomUUID();
        expiries.put(token, clock.instant().plus(lifetime));
        return token;
    }

    boolean isGood(String token) {
        return clock.instant().isBefore(expiries.getOrDefault(token, Instant.MIN));
    }

    /** From now on none of those issued so far is good. */
    void revoke() {
        expiries.replaceAll((token, expiry) -> Instant.MIN);
    }

    Set<String> everIssued() {
        return Set.copyOf(expiries.keySet());
    }
}
