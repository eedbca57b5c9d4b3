package io.github.cameladhese.auth;

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
 * Fills in an {@link OAuthAccount} for Camel, which finds it by a file in {@code META-INF/services}. Written by hand: for an
 * option that a generated one does not know, Camel repeats the value, which may be a mistyped secret. Thread-safe.
 *
 * @param <A> the kind of account
 */
abstract class OAuthAccountConfigurer<A extends OAuthAccount<?>> extends PropertyConfigurerSupport
        implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {

    private final Class<A> kind;
    private final Map<String, Option<A, ?>> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private record Option<A extends OAuthAccount<?>, T>(
            Class<T> type, Function<A, @Nullable T> getter, BiConsumer<A, @Nullable T> setter) {

        void set(CamelContext context, A account, @Nullable Object value) {
            setter.accept(account, property(context, type, value));
        }
    }

    OAuthAccountConfigurer(Class<A> kind) {
        this.kind = kind;
        put("clientId", String.class, OAuthAccount::getClientId, OAuthAccount::setClientId);
        put("clientSecret", String.class, OAuthAccount::getClientSecret, OAuthAccount::setClientSecret);
        put("clientSecretFile", String.class, OAuthAccount::getClientSecretFile, OAuthAccount::setClientSecretFile);
        put("scope", String.class, OAuthAccount::getScope, OAuthAccount::setScope);
        put(
                "sslContextParameters",
                SSLContextParameters.class,
                OAuthAccount::getSslContextParameters,
                OAuthAccount::setSslContextParameters);
        put("proxyHost", String.class, OAuthAccount::getProxyHost, OAuthAccount::setProxyHost);
        put("proxyPort", Integer.class, OAuthAccount::getProxyPort, OAuthAccount::setProxyPort);
    }

    /** Adds an option; while it is constructed. */
    final <T> void put(String name, Class<T> type, Function<A, @Nullable T> getter, BiConsumer<A, @Nullable T> setter) {
        options.put(name, new Option<>(type, getter, setter));
    }

    /** Takes every name: what is wrong is noted in the account, and told without its value when the component starts. */
    @Override
    public boolean configure(
            CamelContext context, Object target, String name, @Nullable Object value, boolean ignoreCase) {
        A account = kind.cast(target);
        Option<A, ?> option = options.get(name);
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
        Option<A, ?> option = options.get(name);
        return option == null ? null : option.type();
    }

    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        Option<A, ?> option = options.get(name);
        return option != null && kind.isInstance(target) ? option.getter().apply(kind.cast(target)) : null;
    }

    /** The options there are. */
    Set<String> names() {
        return Collections.unmodifiableSet(options.keySet());
    }

    /** The options of the account that have a value. */
    List<String> namesOfSet(OAuthAccount<?> account) {
        return options.entrySet().stream()
                .filter(option -> option.getValue().getter().apply(kind.cast(account)) != null)
                .map(Map.Entry::getKey)
                .toList();
    }
}
