package io.github.cameladhese.auth;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts of {@code adhese-auth:} and {@code adullam-auth:} have in common. What is not set is the component's, but
 * for the client secret, which an account must have. Not thread-safe.
 *
 * @param <C> the options that it fills in
 */
public abstract class OAuthAccount<C extends OAuthConfiguration> {

    @Metadata(secret = true, description = "The client id. The component's if not set.")
    private @Nullable String clientId;

    @Metadata(secret = true, description = "The client secret. This or clientSecretFile is required.")
    private @Nullable String clientSecret;

    @Metadata(description = "A file with the client secret, read again whenever a token is requested.")
    private @Nullable String clientSecretFile;

    @Metadata(description = "What the token is for. The component's if not set; an endpoint's own comes first.")
    private @Nullable String scope;

    @Metadata(description = "Whom to trust and what to show at the token server. The component's if not set.")
    private @Nullable SSLContextParameters sslContextParameters;

    @Metadata(description = "The host of the HTTP proxy, together with proxyPort. The component's if neither is set.")
    private @Nullable String proxyHost;

    @Metadata(description = "The port of the HTTP proxy, together with proxyHost.")
    private @Nullable Integer proxyPort;

    private final Set<String> unknownOptions = new TreeSet<>();
    private final Set<String> unreadableOptions = new TreeSet<>();

    OAuthAccount() {}

    OAuthAccount(String clientId, String clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** What it is filled in by. */
    abstract OAuthAccountConfigurer<?> configurer();

    /** Sets the options that only this kind of account has. */
    abstract void fillOwn(C options);

    /**
     * Whether it can be used at all.
     *
     * @param whose for the message
     * @throws IllegalArgumentException if not; the message repeats no value
     */
    final void require(String whose) {
        if (!unknownOptions.isEmpty()) {
            throw new IllegalArgumentException(whose + ": "
                    + OptionNames.unknown(unknownOptions, configurer().names()));
        }
        if (!unreadableOptions.isEmpty()) {
            throw new IllegalArgumentException(whose + " has values of the wrong type for " + unreadableOptions
                    + ". Write what the option of the component takes.");
        }
        if (isBlank(clientSecret) && isBlank(clientSecretFile)) {
            throw new IllegalArgumentException(whose
                    + " has no client secret. Give it a clientSecretFile or a clientSecret; the component's is for"
                    + " those without account.");
        }
    }

    /** Sets what it has to say. */
    final void fill(C options) {
        options.setClientSecret(clientSecret);
        options.setClientSecretFile(clientSecretFile);
        ifSet(clientId, options::setClientId);
        ifSet(scope, options::setScope);
        ifSet(sslContextParameters, options::setSslContextParameters);
        if (!isBlank(proxyHost) || proxyPort != null) {
            options.setProxyHost(proxyHost);
            options.setProxyPort(proxyPort);
        }
        fillOwn(options);
    }

    static <T> void ifSet(@Nullable T value, Consumer<T> setter) {
        if (value != null && !(value instanceof String text && text.isBlank())) {
            setter.accept(value);
        }
    }

    private static boolean isBlank(@Nullable String option) {
        return option == null || option.isBlank();
    }

    /** Names what is set and shows no value. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + configurer().namesOfSet(this);
    }

    void noteUnknown(String option) {
        unknownOptions.add(option);
    }

    void noteUnreadable(String option) {
        unreadableOptions.add(option);
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public @Nullable String getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(@Nullable String clientSecret) {
        this.clientSecret = clientSecret;
    }

    public @Nullable String getClientSecretFile() {
        return clientSecretFile;
    }

    public void setClientSecretFile(@Nullable String clientSecretFile) {
        this.clientSecretFile = clientSecretFile;
    }

    public @Nullable String getScope() {
        return scope;
    }

    public void setScope(@Nullable String scope) {
        this.scope = scope;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }
}
