package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.UnverifiedClaims;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.HttpTransport;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.client.RetryingTokenSource;
import io.github.cameladhese.auth.client.TokenClient;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One token and all that keeps it: what every endpoint with the same {@code TokenKey} shares. Thread-safe. */
final class TokenAccount implements AutoCloseable {

    private final TokenSettings settings;
    private final TokenClient wire;
    private final CachingTokenSource cache;

    private TokenAccount(TokenSettings settings, TokenClient wire, CachingTokenSource cache) {
        this.settings = settings;
        this.wire = wire;
        this.cache = cache;
    }

    /** Stacks the sources, from the wire up to the one that routes ask. */
    static TokenAccount open(TokenSettings settings, HttpTransport http, JsonObjects json, Timing timing) {
        ClientSettings client = settings.client();
        TokenClient wire = new TokenClient(
                client,
                http,
                json,
                token -> UnverifiedClaims.of(token, json::read).flatMap(UnverifiedClaims::lifetime),
                timing.clock());
        TokenSource patient =
                new RetryingTokenSource(wire, settings.retry(), timing.clock(), timing.timer(), timing.random());
        Upstream upstream =
                new Upstream(wire, patient, settings.longestFetch(), client.target(), client.secret()::version);
        return new TokenAccount(settings, wire, new CachingTokenSource(upstream, settings.refresh(), timing));
    }

    TokenSettings settings() {
        return settings;
    }

    TokenSource source() {
        return cache;
    }

    TokenStatus status() {
        return cache.status(wire.requests());
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
