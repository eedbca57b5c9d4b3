package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.RetryPolicy;
import io.github.cameladhese.auth.provider.TokenRequest;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.ClientSecretFile;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns the bean that Camel filled in into {@link TokenSettings}, or says which option is wrong and what to write. */
final class SettingsReader {

    private final OAuthConfiguration options;
    private final ProviderSettings provider;

    SettingsReader(OAuthConfiguration options) {
        this.options = options;
        this.provider = options.provider();
    }

    /** @throws IllegalArgumentException if an option is missing, malformed, or does not agree with another one */
    TokenSettings read() {
        URI tokenUrl = provider.tokenUrl(plainHttp());
        TokenRequest request = new TokenRequest(
                tokenUrl, clientId(), provider.clientAuthentication(), provider.grant(), provider.scopes());
        ClientSettings client = new ClientSettings(
                new TokenTarget(provider.owner(), tokenUrl, provider.scheme().terms()),
                provider.format(),
                request,
                secret(),
                options.getRequestTimeout(),
                options.getDefaultLifetime());
        requireCode(request);
        return new TokenSettings(
                client,
                new RefreshPolicy(options.getExpiryMargin(), options.getRefreshAhead()),
                new RetryPolicy(options.getMaxAttempts()),
                connection(),
                provider.permissions(),
                options.getPrefetch(),
                options.getOperation(),
                RejectedStatus.parse(options.getRejectedStatus()));
    }

    private ServerAddress.PlainHttp plainHttp() {
        if (options.isAllowInsecureHttp()) {
            return ServerAddress.PlainHttp.ANYWHERE;
        }
        // A proxy is another host, even for a loopback address.
        return ProviderSettings.textOf(options.getProxyHost()).isEmpty()
                ? ServerAddress.PlainHttp.LOOPBACK
                : ServerAddress.PlainHttp.NOWHERE;
    }

    private String clientId() {
        String clientId = ProviderSettings.textOf(options.getClientId());
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException(
                    "clientId is missing. Set " + property("client-id") + ", or clientId in the endpoint.");
        }
        return clientId;
    }

    private ClientSecret secret() {
        String secret = ProviderSettings.textOf(options.getClientSecret());
        String file = ProviderSettings.textOf(options.getClientSecretFile());
        if (!secret.isEmpty() && !file.isEmpty()) {
            throw new IllegalArgumentException(
                    "clientSecret and clientSecretFile are both set. Remove one of them, so that it is clear which counts.");
        }
        if (!secret.isEmpty()) {
            return ClientSecret.of(Secret.of(secret));
        }
        if (!file.isEmpty()) {
            return readable(file);
        }
        throw new IllegalArgumentException("clientSecret is missing. Set " + property("client-secret") + " or "
                + property("client-secret-file") + ".");
    }

    private static ClientSecret readable(String file) {
        try {
            ClientSecret secret = new ClientSecretFile(Path.of(file));
            secret.read(); // now, so that a wrong path fails at start and not at night
            return secret;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("clientSecretFile is no path of a file: " + e.getReason() + ".", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void requireCode(TokenRequest request) {
        if (request.grant().awaitsCode() && options.getPrefetch() != Prefetch.none) {
            throw new IllegalArgumentException("prefetch is " + options.getPrefetch()
                    + ", but the authorization code comes with an exchange. Set prefetch=none, or verificationCode.");
        }
    }

    private ConnectionSettings connection() {
        String host = ProviderSettings.textOf(options.getProxyHost());
        Integer port = options.getProxyPort();
        if (host.isEmpty() != (port == null)) {
            throw new IllegalArgumentException("proxyHost and proxyPort belong together. Set both or none.");
        }
        if (port != null && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("proxyPort must be 1 to 65535, but is " + port + ".");
        }
        return new ConnectionSettings(
                options.getConnectTimeout(),
                options.getSslContextParameters(),
                port == null ? null : new ConnectionSettings.Proxy(host, port));
    }

    private String property(String option) {
        return provider.scheme().property(option);
    }
}
