package io.github.cameladhese.auth;

import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options that {@code adhese-auth:} and {@code adullam-auth:} have in common: the client, the life of a token, and how the
 * token server is reached. Not thread-safe.
 */
@UriParams
public abstract class OAuthConfiguration implements Cloneable {

    @UriParam(
            label = "security",
            secret = true,
            description = "The client id of the service account. Required, best set on the component.")
    private @Nullable String clientId;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The client secret of the service account. This or clientSecretFile is required, best set on the"
                            + " component: Camel logs endpoint URIs with their values at TRACE.")
    private @Nullable String clientSecret;

    @UriParam(
            label = "security",
            description = "A file with the client secret, instead of clientSecret. It is read again whenever a token is"
                    + " requested, so that a rotated Kubernetes secret needs no restart. UTF-8; a line break at the end"
                    + " does not count.")
    private @Nullable String clientSecretFile;

    @UriParam(
            label = "security",
            description =
                    "Whether to send the client secret over plain http to a host that is not loopback, where anyone on"
                            + " the way can read it. For tests only.")
    private boolean allowInsecureHttp;

    @UriParam(
            defaultValue = "30s",
            description =
                    "How long before its expiry a token is no longer handed out, so that it does not run out on the way."
                            + " Zero or more, e.g. 30s; at most a quarter of the token's lifetime is used.")
    private Duration expiryMargin = Duration.ofSeconds(30);

    @UriParam(
            description =
                    "How long before its expiry the next token is fetched in the background, e.g. 120s, spread by a"
                            + " twentieth of the lifetime to each side. Half the lifetime if not set, which leaves the other half"
                            + " to survive an outage of the token server; at least expiryMargin and at most nine tenths of the"
                            + " lifetime are used.")
    private @Nullable Duration refreshAhead;

    @UriParam(
            label = "advanced",
            defaultValue = "60s",
            description =
                    "The lifetime of a token when neither expires_in nor the token's own times tell. More than zero, e.g."
                            + " 60s, at most 24h.")
    private Duration defaultLifetime = Duration.ofSeconds(60);

    @UriParam(
            defaultValue = "none",
            description =
                    "Whether to fetch a token before the first exchange needs it: none, background (at start, a failure"
                            + " is only logged), or required (start fails without a token).")
    private Prefetch prefetch = Prefetch.none;

    @UriParam(
            defaultValue = "5s",
            description = "How long to wait for a connection to the token server. More than zero, e.g. 5s.")
    private Duration connectTimeout = Duration.ofSeconds(5);

    @UriParam(
            defaultValue = "10s",
            description =
                    "How long one token request may take in all, from connecting to the last byte of the answer. More"
                            + " than zero, e.g. 10s.")
    private Duration requestTimeout = Duration.ofSeconds(10);

    @UriParam(
            defaultValue = "3",
            description =
                    "How many requests one token fetch may take that an exchange waits for, 1 to 10. Only transient failures"
                            + " (no connection, timeouts, 408, 425, 429, 5xx) are tried again, with growing pauses and no"
                            + " sooner than a Retry-After says.")
    private int maxAttempts = 3;

    @UriParam(
            defaultValue = "401",
            description =
                    "The API's HTTP statuses that mean that the token is dead, 400 to 599, separated by comma. A step that"
                            + " runs again after such an answer, and a policy around a block, renew the token first.")
    private String rejectedStatus = "401";

    @UriParam(
            defaultValue = "authorize",
            description =
                    "What the step does: authorize sets the current token, invalidate reports the one on the message as"
                            + " rejected by an API and removes it, so that the next authorize sets another one.")
    private Operation operation = Operation.authorize;

    @UriParam(
            label = "security",
            description =
                    "Whom to trust and what to show when connecting to the token server. Without it, the JVM's defaults"
                            + " are used, or Camel's global ones if useGlobalSslContextParameters is true.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "proxy",
            description =
                    "The host of the HTTP proxy for token requests, together with proxyPort. Without it, the JVM's"
                            + " proxy settings are used.")
    private @Nullable String proxyHost;

    @UriParam(
            label = "proxy",
            description = "The port of the HTTP proxy for token requests, 1 to 65535, together with proxyHost.")
    private @Nullable Integer proxyPort;

    OAuthConfiguration() {}

    /** A copy for one endpoint to change. */
    public OAuthConfiguration copy() {
        try {
            return (OAuthConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** What the token is for; several are separated by space or comma. */
    public abstract void setScope(String scope);

    /** What the options mean that only this provider has. */
    abstract ProviderSettings provider();

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

    public boolean isAllowInsecureHttp() {
        return allowInsecureHttp;
    }

    public void setAllowInsecureHttp(boolean allowInsecureHttp) {
        this.allowInsecureHttp = allowInsecureHttp;
    }

    public Duration getExpiryMargin() {
        return expiryMargin;
    }

    public void setExpiryMargin(Duration expiryMargin) {
        this.expiryMargin = expiryMargin;
    }

    public @Nullable Duration getRefreshAhead() {
        return refreshAhead;
    }

    public void setRefreshAhead(@Nullable Duration refreshAhead) {
        this.refreshAhead = refreshAhead;
    }

    public Duration getDefaultLifetime() {
        return defaultLifetime;
    }

    public void setDefaultLifetime(Duration defaultLifetime) {
        this.defaultLifetime = defaultLifetime;
    }

    public Prefetch getPrefetch() {
        return prefetch;
    }

    public void setPrefetch(Prefetch prefetch) {
        this.prefetch = prefetch;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public String getRejectedStatus() {
        return rejectedStatus;
    }

    public void setRejectedStatus(String rejectedStatus) {
        this.rejectedStatus = rejectedStatus;
    }

    public Operation getOperation() {
        return operation;
    }

    public void setOperation(Operation operation) {
        this.operation = operation;
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
