package io.github.cameladhese.auth;

import org.jspecify.annotations.Nullable;

/**
 * Knows the service account of a realm, e.g. from a vault or a table. Set it as {@code accountResolver} of the component, or
 * put the only one into the registry.
 *
 * <p>Must be thread-safe. It is asked when an endpoint of the realm is made and not for each exchange: once for
 * {@code to(…)}, and for {@code toD(…)} when the realm is not among those that Camel keeps, 1000 unless told otherwise (with
 * {@code cacheSize=-1} that is at every exchange). Meanwhile one exchange waits, so it may block for a moment. Its answer is
 * read at once and used until the endpoint is forgotten: give a {@code clientSecretFile} if secrets change meanwhile. An
 * account that comes with {@code sslContextParameters} should have the same object each time, since another one means other
 * connections and another token.
 */
@FunctionalInterface
public interface AdheseAuthAccountResolver {

    /**
     * The account of a realm.
     *
     * @param realm letters, digits, dot, underscore and hyphen: checked, but otherwise as it came, perhaps from outside
     * @return null if this resolver does not know the realm; the component's own account is used then, if it has one
     * @throws Exception if it cannot tell now; of a {@code toD(…)} that fails the exchange, and the next one asks again; a
     *     route with a {@code to(…)} does not start
     */
    @Nullable
    AdheseAuthAccount resolve(String realm) throws Exception;
}
