package io.github.cameladhese.auth;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The service account of one realm: {@code camel.component.adhese-auth.accounts[realm].client-id = …}, or what an
 * {@link AdheseAuthAccountResolver} answers. What is not set is the component's, but for the client secret, which an account
 * must have. A bean to fill in and then leave alone; not thread-safe.
 */
public class AdheseAuthAccount {

    @Metadata(secret = true, description = "The client id. The component's if not set.")
    private @Nullable String clientId;

    @Metadata(secret = true, description = "The client secret. This or clientSecretFile is required.")
    private @Nullable String clientSecret;

    @Metadata(description = "A file with the client secret, read again whenever a token is requested.")
    private @Nullable String clientSecretFile;

    @Metadata(description = "How the client proves who it is: post or basic. The component's if not set.")
    private @Nullable ClientAuthentication clientAuthentication;

    @Metadata(description = "The region in which the realm lives. The component's if not set.")
    private @Nullable String region;

    @Metadata(description = "The address of the token server. The component's if not set.")
    private @Nullable String authServerUrl;

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

    /** An account that is still to be filled in. */
    public AdheseAuthAccount() {}

    /** An account that is like the component otherwise. */
    public AdheseAuthAccount(String clientId, String clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** Names what is set and shows no value. */
    @Override
    public String toString() {
        return "AdheseAuthAccount" + AdheseAuthAccountConfigurer.namesOfSet(this);
    }

    /** Names in the configuration that are no options. */
    Set<String> unknownOptions() {
        return Collections.unmodifiableSet(unknownOptions);
    }

    /** Options in the configuration whose values are of another type. */
    Set<String> unreadableOptions() {
        return Collections.unmodifiableSet(unreadableOptions);
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

    public @Nullable ClientAuthentication getClientAuthentication() {
        return clientAuthentication;
    }

    public void setClientAuthentication(@Nullable ClientAuthentication clientAuthentication) {
        this.clientAuthentication = clientAuthentication;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getAuthServerUrl() {
        return authServerUrl;
    }

    public void setAuthServerUrl(@Nullable String authServerUrl) {
        this.authServerUrl = authServerUrl;
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
