package io.github.cameladhese.auth;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose credentials the endpoints of a realm use: those of its entry in {@code accounts}, else of what the resolver answers,
 * else the component's own. An account's secret is never mixed with another's.
 */
final class AccountChoice<C extends OAuthConfiguration> {

    private final Supplier<C> own;
    private final Map<String, ? extends OAuthAccount<C>> accounts;
    private final @Nullable Resolver<C> resolver;

    /** Knows the accounts that are not among the others. */
    interface Resolver<C extends OAuthConfiguration> {

        @Nullable
        OAuthAccount<C> resolve(String realm) throws Exception;
    }

    /** @param own gives a copy of the component's options, to be changed */
    AccountChoice(Supplier<C> own, Map<String, ? extends OAuthAccount<C>> accounts, @Nullable Resolver<C> resolver) {
        this.own = own;
        this.accounts = accounts;
        this.resolver = resolver;
    }

    /** Whether there are accounts at all. If so, no address may say where credentials go, not even the component's own. */
    boolean byRealm() {
        return !accounts.isEmpty() || resolver != null;
    }

    /**
     * What an endpoint of this realm begins with; the caller's to change.
     *
     * @throws IllegalArgumentException if there are no credentials for the realm, or no good ones; no other realm is named
     */
    C optionsOf(String realm) {
        C options = own.get();
        ProviderSettings provider = options.provider();
        provider.owner(realm);
        if (!byRealm()) {
            return options;
        }
        provider.requireOwner(realm); // before somebody looks it up, e.g. as part of a path
        Object entry = accounts.get(realm);
        if (entry != null) {
            fill(options, entry, entryOf(realm));
            return options;
        }
        String owner = provider.scheme().nameOption() + " '" + realm + "'";
        OAuthAccount<C> resolved = resolved(realm, owner);
        if (resolved != null) {
            fill(options, resolved, "The accountResolver's account for " + owner);
        } else if (isBlank(options.getClientId())
                || (isBlank(options.getClientSecret()) && isBlank(options.getClientSecretFile()))) {
            throw new IllegalArgumentException("There is no account for " + owner + ". Add "
                    + provider.scheme().property(entryOf(realm)) + ".client-id and .client-secret-file"
                    + (resolver == null ? "." : ", or let the accountResolver answer with one."));
        }
        return options;
    }

    /**
     * Looks at all entries of {@code accounts}. Secret files are left for later: one customer's must not keep the others'
     * routes from starting.
     *
     * @throws IllegalArgumentException if one could never work
     */
    void check() {
        for (String realm : accounts.keySet()) {
            try {
                C options = optionsOf(realm);
                if (!isBlank(options.getClientSecretFile()) && isBlank(options.getClientSecret())) {
                    options.setClientSecretFile(null);
                    options.setClientSecret("not read yet");
                }
                new SettingsReader(options).read();
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith(entryOf(realm))
                        ? e
                        : new IllegalArgumentException(entryOf(realm) + ": " + message, e);
            }
        }
    }

    private @Nullable OAuthAccount<C> resolved(String realm, String owner) {
        if (resolver == null) {
            return null;
        }
        try {
            return resolver.resolve(realm);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            // Not its message, which is the resolver's to write and may hold anything; the cause keeps it.
            throw new IllegalStateException(
                    "The accountResolver failed for " + owner + " with "
                            + e.getClass().getName()
                            + ". Its cause says why. A toD() asks again with the next exchange, a to() when the application starts.",
                    e);
        }
    }

    /** @param entry is no account if the configuration says {@code accounts[realm] = …} */
    private void fill(C options, Object entry, String whose) {
        if (!(entry instanceof OAuthAccount<?>)) {
            throw new IllegalArgumentException(whose + " is no account. Set " + whose + ".client-id and the like.");
        }
        @SuppressWarnings("unchecked") // an account of another provider is not what the maps and resolvers hold
        OAuthAccount<C> account = (OAuthAccount<C>) entry;
        account.require(whose);
        account.fill(options);
        if (isBlank(options.getClientId())) {
            throw new IllegalArgumentException(
                    whose + " has no clientId, and neither has the component. Set one of them.");
        }
    }

    private static String entryOf(String realm) {
        return "accounts[" + realm + "]";
    }

    private static boolean isBlank(@Nullable String option) {
        return option == null || option.isBlank();
    }
}
