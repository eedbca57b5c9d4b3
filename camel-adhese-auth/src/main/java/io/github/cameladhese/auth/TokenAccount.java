package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.UnverifiedClaims;
import io.github.cameladhese.auth.client.Grants;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.client.TokenClient;
import io.github.cameladhese.auth.observe.ObservedAccount;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.TokenWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One token and all that keeps it: what every endpoint with the same {@code TokenKey} shares. Thread-safe. */
final class TokenAccount implements ObservedAccount, AutoCloseable {

    private final TokenSettings settings;
    private final Duration longestFetch;
    private final Grants grants;
    private final TokenClient wire;
    private final CachingTokenSource cache;
    private final TokenClock clock;
    private final AtomicBoolean saidThatItOverrules = new AtomicBoolean();
    private final AccountWatch watch;
    private final JsonObjects json;
    private volatile Moment usedAt;
    private volatile boolean inUse;
    private volatile boolean prefetched;
    private volatile boolean fixed;

    /** @param longestFetch all that is asked included */
    TokenAccount(
            TokenSettings settings,
            Duration longestFetch,
            Grants grants,
            TokenClient wire,
            CachingTokenSource cache,
            TokenClock clock,
            AccountWatch watch,
            JsonObjects json) {
        this.settings = settings;
        this.longestFetch = longestFetch;
        this.grants = grants;
        this.wire = wire;
        this.cache = cache;
        this.clock = clock;
        this.usedAt = Moment.now(clock);
        this.watch = watch;
        this.json = json;
    }

    TokenSettings settings() {
        return settings;
    }

    /** After which whoever waits for the token knows its outcome. */
    Duration longestFetch() {
        return longestFetch;
    }

    TokenSource source() {
        return cache;
    }

    TokenWatch watch() {
        return watch.watch();
    }

    /** A producer uses it from now on, or none does any more. */
    void inUse(boolean used) {
        inUse = used;
        fixed = false; // as the producers to come will have it
        prefetched = false;
        watch.fixed(false);
    }

    /**
     * What the producer that has just started wants.
     *
     * @param byFixedAddress whether its address is no exchange's
     * @param beforehand whether a token is to be there before an exchange asks
     */
    void reliedOn(boolean byFixedAddress, boolean beforehand) {
        fixed |= byFixedAddress;
        prefetched |= beforehand;
        if (isFixed()) {
            watch.fixed(true);
            cache.resume();
        }
    }

    /** From now on it counts how long it is unused. */
    void used() {
        usedAt = Moment.now(clock);
    }

    /** Whether nobody used it for so long. */
    boolean unusedFor(Duration time) {
        Moment end = usedAt.plus(time);
        return !end.isAfter(clock.nanoTime(), clock.currentTimeMillis());
    }

    /** Whether it has a token, or may have one: not so if its code is spent. */
    boolean isWorthKeeping() {
        return !grants.last()
                || switch (status().phase()) {
                    case FRESH, DUE, LAST_GASP -> true;
                    case EXPIRED, FAILED -> false;
                };
    }

    @Override
    public TokenAccountId id() {
        return watch.account();
    }

    @Override
    public boolean isInUse() {
        return inUse;
    }

    @Override
    public boolean isPrefetched() {
        return prefetched;
    }

    @Override
    public boolean isFixed() {
        return fixed || prefetched;
    }

    @Override
    public void prefetch() {
        var unused = cache.token();
    }

    @Override
    public SortedSet<String> permissions() {
        try {
            String secret = settings.client().secret().read().reveal();
            return cache.held()
                    .flatMap(token -> UnverifiedClaims.of(token.value(), json::read))
                    .map(claims -> claims.permissionsToShow(secret))
                    .orElseGet(TreeSet::new);
        } catch (IOException e) { // the file of the secret is gone, so that nobody knows what must not be shown
            return new TreeSet<>();
        }
    }

    /** Whether the held token is the last that can be had. */
    boolean isLast() {
        return cache.held().filter(token -> !token.renewable()).isPresent();
    }

    /** Fetches another token now; the held one stays until then. */
    CompletableFuture<AccessToken> refresh() {
        return cache.refresh();
    }

    /** Treats the held token as one that an API rejected. */
    CompletableFuture<AccessToken> invalidate() {
        return cache.held()
                .map(token -> cache.invalidate(Secret.of(token.value())))
                .orElseGet(cache::token);
    }

    @Override
    public TokenStatus status() {
        return cache.status(wire.requests());
    }

    /** Whether it is to be told that its settings overrule others: once. */
    boolean tellsThatItOverrules() {
        return saidThatItOverrules.compareAndSet(false, true);
    }

    @Override
    public void close() {
        cache.close();
        watch.closed();
    }
}
