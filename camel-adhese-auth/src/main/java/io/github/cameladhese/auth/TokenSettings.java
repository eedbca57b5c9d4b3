package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.Permission;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.RetryPolicy;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a configuration means, one part for each stage. If it could be built, it is valid.
 *
 * @param client what is asked, for the wire
 * @param refresh when a token is replaced, for the cache
 * @param retry how often a fetch is tried again
 * @param connection how connections are made
 * @param required what a token must permit
 * @param prefetch when the first token is fetched
 * @param operation what the step does
 * @param rejections how an API says that the token is dead
 */
record TokenSettings(
        ClientSettings client,
        RefreshPolicy refresh,
        RetryPolicy retry,
        ConnectionSettings connection,
        Set<Permission> required,
        Prefetch prefetch,
        Operation operation,
        RejectedStatus rejections) {

    /** For the timers and threads of a fetch, which has ended by itself long before. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** How long a fetch may take, all its attempts and the pauses between them. */
    Duration longestFetch() {
        return RetryPolicy.DEADLINE.plus(client.requestTimeout()).plus(GRACE);
    }

    /** Under which the token is shared. */
    TokenKey key() {
        return client.request().key(client.secret());
    }

    /** What it is called where it is looked at. */
    TokenAccountId account(Scheme scheme) {
        return new TokenAccountId(
                scheme.text(), client.target().realm(), client.request().clientId());
    }

    /** Whether each exchange brings what entitles it to a token. */
    boolean awaitsCode() {
        return client.request().grant().awaitsCode();
    }

    /** The same for the token of one authorization code. */
    TokenSettings with(Secret code) {
        Grant grant = client.request().grant().with(code);
        ClientSettings forCode = new ClientSettings(
                client.target(),
                client.format(),
                client.request().by(grant),
                client.secret(),
                client.requestTimeout(),
                client.defaultLifetime());
        return new TokenSettings(forCode, refresh, retry, connection, required, prefetch, operation, rejections);
    }

    /** The options in which the other settings differ, though they ask for the same token: those of this one are used. */
    List<String> overruled(TokenSettings other) {
        List<String> options = new ArrayList<>();
        if (!refresh.expiryMargin().equals(other.refresh().expiryMargin())) {
            options.add("expiryMargin");
        }
        if (!Objects.equals(refresh.refreshAhead(), other.refresh().refreshAhead())) {
            options.add("refreshAhead");
        }
        if (!retry.equals(other.retry())) {
            options.add("maxAttempts");
        }
        if (!client.requestTimeout().equals(other.client().requestTimeout())) {
            options.add("requestTimeout");
        }
        if (!client.defaultLifetime().equals(other.client().defaultLifetime())) {
            options.add("defaultLifetime");
        }
        if (!connection.equals(other.connection())) {
            options.add("connectTimeout, sslContextParameters or the proxy");
        }
        return options;
    }
}
