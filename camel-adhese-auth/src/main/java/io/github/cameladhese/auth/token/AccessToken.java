package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A bearer token (RFC 6750) with its lifetime, counted from the moment <em>before</em> it was asked for, so that it never
 * seems to live longer than the server thinks. Immutable; {@code toString} does not show it.
 */
public final class AccessToken {

    /** A longer lifetime is cut to this one: nobody should trust a token for more than a day. */
    public static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

    private final String value;
    private final String authorization;
    private final SortedSet<String> scopes;
    private final Moment requestedAt;
    private final Duration lifetime;
    private final boolean renewable;

    /**
     * A token after which another one can be had.
     *
     * @param value the token, visible ASCII characters only
     * @param scopes the scopes it was granted
     * @param requestedAt both clocks just before the request was sent
     * @param lifetime how long it lives from then on, more than zero; cut to {@link #LONGEST_LIFETIME}
     */
    public AccessToken(String value, Set<String> scopes, Moment requestedAt, Duration lifetime) {
        this(value, scopes, requestedAt, lifetime, true);
    }

    private AccessToken(String value, Set<String> scopes, Moment requestedAt, Duration lifetime, boolean renewable) {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("a token's lifetime must be more than zero, but is " + lifetime);
        }
        this.value = value;
        this.authorization = "Bearer " + value; // once, not for every exchange: joining costs a kilobyte each time
        this.scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        this.requestedAt = requestedAt;
        this.lifetime = lifetime.compareTo(LONGEST_LIFETIME) < 0 ? lifetime : LONGEST_LIFETIME;
        this.renewable = renewable;
    }

    /** The same token, after which there is no other: it is handed out until shortly before its end. */
    public AccessToken asLast() {
        return new AccessToken(value, scopes, requestedAt, lifetime, false);
    }

    /** The token itself. */
    public String value() {
        return value;
    }

    /** The value of the {@code Authorization} header: {@code Bearer} and the token (RFC 6750 §2.1). */
    public String authorization() {
        return authorization;
    }

    /** The scopes that the server granted, in alphabetical order. */
    public SortedSet<String> scopes() {
        return scopes;
    }

    /** Both clocks just before the token was asked for. */
    public Moment requestedAt() {
        return requestedAt;
    }

    /** How long the token lives, from {@link #requestedAt()} on. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Whether another token can be had after this one. */
    public boolean renewable() {
        return renewable;
    }

    /** Whether it is not over yet, by either of the clocks. */
    public boolean livesBy(TokenClock clock) {
        return requestedAt.plus(lifetime).isAfter(clock.nanoTime(), clock.currentTimeMillis());
    }

    /** When the token is over by the wall clock. */
    public Instant expiresAt() {
        return Instant.ofEpochMilli(requestedAt.millis()).plus(lifetime);
    }

    @Override
    public String toString() {
        return "AccessToken[hidden, scopes " + scopes + ", expires at " + expiresAt() + "]";
    }
}
