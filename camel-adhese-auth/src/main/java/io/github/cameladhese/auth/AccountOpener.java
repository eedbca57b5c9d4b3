package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.AuthorizationCodeGrants;
import io.github.cameladhese.auth.client.Grants;
import io.github.cameladhese.auth.client.HttpTransport;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.client.SentCodes;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.token.Timing;

/** Gives each account the connections that it shares with others, and those who look at it. Thread-safe. */
final class AccountOpener implements TokenAccounts.Opener {

    private final Scheme scheme;
    private final Connections connections;
    private final SentCodes sentCodes;
    private final JsonObjects json;
    private final Timing timing;
    private final TokenListeners listeners;

    /** @param sentCodes what must not be sent again */
    AccountOpener(
            Scheme scheme,
            Connections connections,
            SentCodes sentCodes,
            JsonObjects json,
            Timing timing,
            TokenListeners listeners) {
        this.scheme = scheme;
        this.connections = connections;
        this.sentCodes = sentCodes;
        this.json = json;
        this.timing = timing;
        this.listeners = listeners;
    }

    @Override
    public TokenAccount open(TokenSettings settings) {
        HttpTransport transport = connections.acquire(settings.connection());
        Grant grant = settings.client().request().grant();
        Grants grants = grant.isCode()
                ? new AuthorizationCodeGrants(grant, settings.client().target(), sentCodes)
                : Grants.always(grant);
        AccountWatch watch = new AccountWatch(scheme, settings, listeners);
        TokenAccount account = TokenAccount.open(settings, grants, transport, json, timing, watch);
        watch.opened(account::status);
        return account;
    }

    @Override
    public void close(TokenAccount account) {
        account.close();
        connections.release(account.settings().connection());
    }
}
