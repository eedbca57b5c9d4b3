package io.github.cameladhese.auth;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose credentials the endpoints of a realm use: those of its entry in {@code accounts}, else of what the resolver answers,
 * else the component's own. An account's secret is never mixed with another's.
 */
final class AccountChoice {

    private static final String COMPONENT = "camel.component.adhese-auth.";

    private final AdheseAuthConfiguration own;
    private final Map<String, AdheseAuthAccount> accounts;
    private final @Nullable AdheseAuthAccountResolver resolver;

    AccountChoice(
            AdheseAuthConfiguration own,
            Map<String, AdheseAuthAccount> accounts,
            @Nullable AdheseAuthAccountResolver resolver) {
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
    AdheseAuthConfiguration optionsOf(String realm) {
        AdheseAuthConfiguration options = own.copy();
        options.setRealm(realm);
        if (!byRealm()) {
            return options;
        }
        AdheseAddress.requireRealm(realm); // before somebody looks it up, e.g. as part of a path
        Object entry = accounts.get(realm);
        if (entry != null) {
            fill(options, entry, entryOf(realm));
            return options;
        }
        AdheseAuthAccount resolved = resolved(realm);
        if (resolved != null) {
            fill(options, resolved, "The accountResolver's account for realm '" + realm + "'");
        } else if (isBlank(own.getClientId())
                || (isBlank(own.getClientSecret()) && isBlank(own.getClientSecretFile()))) {
            throw new IllegalArgumentException("There is no account for realm '" + realm + "'. Add " + COMPONENT
                    + entryOf(realm) + ".client-id and .client-secret-file"
                    + (resolver == null ? "." : ", or let the" + " accountResolver answer with one."));
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
                AdheseAuthConfiguration options = optionsOf(realm);
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

    private @Nullable AdheseAuthAccount resolved(String realm) {
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
                    "The accountResolver failed for realm '" + realm + "' with "
                            + e.getClass().getName() + ". Its cause says why; the next exchange asks again.",
                    e);
        }
    }

    /** @param entry is no account if the configuration says {@code accounts[realm] = …} */
    private static void fill(AdheseAuthConfiguration options, Object entry, String whose) {
        if (!(entry instanceof AdheseAuthAccount account)) {
            throw new IllegalArgumentException(whose + " is no account. Set " + whose + ".client-id and the like.");
        }
        if (!account.unknownOptions().isEmpty()) {
            throw new IllegalArgumentException(
                    whose + ": " + OptionNames.unknown(account.unknownOptions(), AdheseAuthAccountConfigurer.names()));
        }
        if (!account.unreadableOptions().isEmpty()) {
            throw new IllegalArgumentException(whose + " has values of the wrong type for "
                    + account.unreadableOptions() + ". Write what the option of the component takes.");
        }
        if (isBlank(account.getClientSecret()) && isBlank(account.getClientSecretFile())) {
            throw new IllegalArgumentException(whose
                    + " has no client secret. Give it a clientSecretFile or a clientSecret; the component's is for"
                    + " realms without account.");
        }
        options.setClientSecret(account.getClientSecret());
        options.setClientSecretFile(account.getClientSecretFile());
        ifSet(account.getClientId(), options::setClientId);
        ifSet(account.getClientAuthentication(), options::setClientAuthentication);
        ifSet(account.getRegion(), options::setRegion);
        ifSet(account.getAuthServerUrl(), options::setAuthServerUrl);
        ifSet(account.getScope(), options::setScope);
        ifSet(account.getSslContextParameters(), options::setSslContextParameters);
        if (!isBlank(account.getProxyHost()) || account.getProxyPort() != null) {
            options.setProxyHost(account.getProxyHost());
            options.setProxyPort(account.getProxyPort());
        }
        if (isBlank(options.getClientId())) {
            throw new IllegalArgumentException(
                    whose + " has no clientId, and neither has the component. Set one of them.");
        }
    }

    private static String entryOf(String realm) {
        return "accounts[" + realm + "]";
    }

    private static <T> void ifSet(@Nullable T value, Consumer<T> setter) {
        if (value != null && !(value instanceof String text && text.isBlank())) {
            setter.accept(value);
        }
    }

    private static boolean isBlank(@Nullable String option) {
        return option == null || option.isBlank();
    }
}
