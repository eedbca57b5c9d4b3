package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.Permission;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.TokenKey;
import java.util.Set;

/**
 * What a configuration means, one part for each stage. If it could be built, it is valid.
 *
 * @param client what is asked, for the wire
 * @param refresh when a token is replaced, for the cache
 * @param connection how connections are made
 * @param required what a token must permit
 * @param prefetch when the first token is fetched
 */
record TokenSettings(
        ClientSettings client,
        RefreshPolicy refresh,
        ConnectionSettings connection,
        Set<Permission> required,
        Prefetch prefetch) {

    /** Under which the token is shared. */
    TokenKey key() {
        return client.request().key(client.secret());
    }
}
