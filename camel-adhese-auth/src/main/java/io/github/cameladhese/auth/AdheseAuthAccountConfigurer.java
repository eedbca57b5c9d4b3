package io.github.cameladhese.auth;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Fills in an {@link AdheseAuthAccount} for Camel, which finds it by a file in {@code META-INF/services}. Written by hand: for
 * an option that a generated one does not know, Camel repeats the value, which may be a mistyped secret. Thread-safe.
 */
public final class AdheseAuthAccountConfigurer extends PropertyConfigurerSupport
        implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {

    private static final Map<String, Option<?>> OPTIONS = options();

    private record Option<T>(
            Class<T> type,
            Function<AdheseAuthAccount, @Nullable T> getter,
            BiConsumer<AdheseAuthAccount, @Nullable T> setter) {

        void set(CamelContext context, AdheseAuthAccount account, @Nullable Object value) {
            setter.accept(account, property(context, type, value));
        }
    }

    /** Takes every name: what is wrong is noted in the account, and told without its value when the component starts. */
    @Override
    public boolean configure(
            CamelContext context, Object target, String name, @Nullable Object value, boolean ignoreCase) {
        AdheseAuthAccount account = (AdheseAuthAccount) target;
        Option<?> option = OPTIONS.get(name);
        if (option == null) {
            account.noteUnknown(name);
            return true;
        }
        try {
            option.set(context, account, value);
        } catch (RuntimeException e) { // not passed on: it repeats the value
            account.noteUnreadable(name);
        }
        return true;
    }

    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        Option<?> option = OPTIONS.get(name);
        return option == null ? null : option.type();
    }

    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        Option<?> option = OPTIONS.get(name);
        return option != null && target instanceof AdheseAuthAccount account
                ? option.getter().apply(account)
                : null;
    }

    /** The options there are. */
    static Set<String> names() {
        return OPTIONS.keySet();
    }

    /** The options of the account that have a value. */
    static List<String> namesOfSet(AdheseAuthAccount account) {
        return OPTIONS.entrySet().stream()
                .filter(option -> option.getValue().getter().apply(account) != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Option<?>> options() {
        Map<String, Option<?>> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        put(options, "clientId", String.class, AdheseAuthAccount::getClientId, AdheseAuthAccount::setClientId);
        put(
                options,
                "clientSecret",
                String.class,
                AdheseAuthAccount::getClientSecret,
                AdheseAuthAccount::setClientSecret);
        put(
                options,
                "clientSecretFile",
                String.class,
                AdheseAuthAccount::getClientSecretFile,
                AdheseAuthAccount::setClientSecretFile);
        put(
                options,
                "clientAuthentication",
                ClientAuthentication.class,
                AdheseAuthAccount::getClientAuthentication,
                AdheseAuthAccount::setClientAuthentication);
        put(options, "region", String.class, AdheseAuthAccount::getRegion, AdheseAuthAccount::setRegion);
        put(
                options,
                "authServerUrl",
                String.class,
                AdheseAuthAccount::getAuthServerUrl,
                AdheseAuthAccount::setAuthServerUrl);
        put(options, "scope", String.class, AdheseAuthAccount::getScope, AdheseAuthAccount::setScope);
        put(
                options,
                "sslContextParameters",
                SSLContextParameters.class,
                AdheseAuthAccount::getSslContextParameters,
                AdheseAuthAccount::setSslContextParameters);
        put(options, "proxyHost", String.class, AdheseAuthAccount::getProxyHost, AdheseAuthAccount::setProxyHost);
        put(options, "proxyPort", Integer.class, AdheseAuthAccount::getProxyPort, AdheseAuthAccount::setProxyPort);
        return Collections.unmodifiableMap(options);
    }

    private static <T> void put(
            Map<String, Option<?>> options,
            String name,
            Class<T> type,
            Function<AdheseAuthAccount, @Nullable T> getter,
            BiConsumer<AdheseAuthAccount, @Nullable T> setter) {
        options.put(name, new Option<>(type, getter, setter));
    }
}
