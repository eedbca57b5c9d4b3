package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.UnverifiedClaims;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.Grants;
import io.github.cameladhese.auth.client.HttpTransport;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.client.RetryingTokenSource;
import io.github.cameladhese.auth.client.TokenClient;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** One token and all that keeps it: what every endpoint with the same {@code TokenKey} shares. Thread-safe. */
final class TokenAccount implements AutoCloseable {

    private final TokenSettings settings;
    private final Grants grants;
    private final TokenClient wire;
    private final CachingTokenSource cache;
    private final TokenClock clock;
    private final AtomicBoolean saidThatItOverrules = new AtomicBoolean();
    private volatile Moment usedAt;

    private TokenAccount(
            TokenSettings settings, Grants grants, TokenClient wire, CachingTokenSource cache, TokenClock clock) {
        this.settings = settings;
        this.grants = grants;
        this.wire = wire;
        this.cache = cache;
        this.clock = clock;
        this.usedAt = Moment.now(clock);
    }

    /** An account whose grant is good for any number of requests. */
    static TokenAccount open(TokenSettings settings, HttpTransport http, JsonObjects json, Timing timing) {
        return open(settings, Grants.always(settings.client().request().grant()), http, json, timing);
    }

    /** Stacks the sources, from the wire up to the one that routes ask. */
    static TokenAccount open(
            TokenSettings settings, Grants grants, HttpTransport http, JsonObjects json, Timing timing) {
        ClientSettings client = settings.client();
        TokenClient wire = new TokenClient(
                client,
                grants,
                http,
                json,
                token -> UnverifiedClaims.of(token, json::read).flatMap(UnverifiedClaims::lifetime),
                timing.clock());
        TokenSource patient =
                new RetryingTokenSource(wire, settings.retry(), timing.clock(), timing.timer(), timing.random());
        Upstream upstream =
                new Upstream(wire, patient, settings.longestFetch(), client.target(), client.secret()::version);
        CachingTokenSource cache = new CachingTokenSource(upstream, settings.refresh(), timing);
        return new TokenAccount(settings, grants, wire, cache, timing.clock());
    }

    TokenSettings settings() {
        return settings;
    }

    TokenSource source() {
        return cache;
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

    TokenStatus status() {
        return cache.status(wire.requests());
    }

    /** Whether it is to be told that its settings overrule others: once. */
    boolean tellsThatItOverrules() {
        return saidThatItOverrules.compareAndSet(false, true);
    }

    /** The options in which the other settings differ, though they ask for the same token: this account's are used. */
    List<String> overruled(TokenSettings other) {
        List<String> options = new ArrayList<>();
        if (!settings.refresh().expiryMargin().equals(other.refresh().expiryMargin())) {
            options.add("expiryMargin");
        }
        if (!Objects.equals(settings.refresh().refreshAhead(), other.refresh().refreshAhead())) {
            options.add("refreshAhead");
        }
        if (!settings.retry().equals(other.retry())) {
            options.add("maxAttempts");
        }
        if (!settings.client().requestTimeout().equals(other.client().requestTimeout())) {
            options.add("requestTimeout");
        }
        if (!settings.client().defaultLifetime().equals(other.client().defaultLifetime())) {
            options.add("defaultLifetime");
        }
        if (!settings.connection().equals(other.connection())) {
            options.add("connectTimeout, sslContextParameters or the proxy");
        }
        return options;
    }

    @Override
    public void close() {
        cache.close();
    }
}
