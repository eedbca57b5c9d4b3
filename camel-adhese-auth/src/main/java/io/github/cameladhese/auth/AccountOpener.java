package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.UnverifiedClaims;
import io.github.cameladhese.auth.client.AuthorizationCodeGrants;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.Grants;
import io.github.cameladhese.auth.client.HttpTransport;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.client.RetryingTokenSource;
import io.github.cameladhese.auth.client.SentCodes;
import io.github.cameladhese.auth.client.TokenClient;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.store.SharedToken;
import io.github.cameladhese.auth.store.StoreAccess;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenShare;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.Upstream;
import io.github.cameladhese.auth.token.WatchedTokenSource;
import org.jspecify.annotations.Nullable;

/** Gives each account the connections that it shares with others, and those who look at it. Thread-safe. */
final class AccountOpener implements TokenAccounts.Opener {

    private final Scheme scheme;
    private final Connections connections;
    private final SentCodes sentCodes;
    private final JsonObjects json;
    private final Timing timing;
    private final TokenListeners listeners;
    private final @Nullable StoreAccess store;

    /**
     * @param sentCodes what must not be sent again
     * @param store where tokens are shared with other processes, if anywhere
     */
    AccountOpener(
            Scheme scheme,
            Connections connections,
            SentCodes sentCodes,
            JsonObjects json,
            Timing timing,
            TokenListeners listeners,
            @Nullable StoreAccess store) {
        this.scheme = scheme;
        this.connections = connections;
        this.sentCodes = sentCodes;
        this.json = json;
        this.timing = timing;
        this.listeners = listeners;
        this.store = store;
    }

    @Override
    public TokenAccount open(TokenSettings settings) {
        HttpTransport transport = connections.acquire(settings.connection());
        Grant grant = settings.client().request().grant();
        Grants grants = grant.isCode()
                ? new AuthorizationCodeGrants(grant, settings.client().target(), sentCodes)
                : Grants.always(grant);
        AccountWatch watch = new AccountWatch(scheme, settings, listeners);
        TokenAccount account = stack(settings, grants, transport, json, timing, watch, store);
        watch.opened(account::status);
        return account;
    }

    @Override
    public void close(TokenAccount account) {
        account.close();
        connections.release(account.settings().connection());
    }

    /** Stacks the sources, from the wire up to the one that routes ask. */
    static TokenAccount stack(
            TokenSettings settings,
            Grants grants,
            HttpTransport http,
            JsonObjects json,
            Timing timing,
            AccountWatch watch,
            @Nullable StoreAccess store) {
        ClientSettings client = settings.client();
        TokenClient wire = new TokenClient(
                client,
                grants,
                http,
                json,
                token -> UnverifiedClaims.of(token, json::read).flatMap(UnverifiedClaims::lifetime),
                timing.clock());
        TokenSource watched = new WatchedTokenSource(wire, watch.watch(), timing.clock());
        TokenSource patient =
                new RetryingTokenSource(watched, settings.retry(), timing.clock(), timing.timer(), timing.random());
        // A user's code is no other process's, and its refresh token stays here.
        TokenShare share = store == null || client.request().grant().isCode()
                ? TokenShare.NONE
                : new SharedToken(store, settings.key(), client.secret(), settings.refresh(), timing);
        Upstream upstream = new Upstream(
                watched, patient, settings.longestFetch(), client.target(), client.secret()::version, share);
        CachingTokenSource cache = new CachingTokenSource(upstream, settings.refresh(), timing, watch.watch());
        return new TokenAccount(
                settings, upstream.longestWithShare(), grants, wire, cache, timing.clock(), watch, json);
    }
}
