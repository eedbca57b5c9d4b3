package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.Permission;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.RetryPolicy;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenFormat;
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
import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the bean that Camel filled in into {@link TokenSettings}, or says which option is wrong and what to write. */
final class SettingsReader {

    private static final String SET_ON_COMPONENT = "camel.component.adhese-auth.";

    private final AdheseAuthConfiguration options;

    SettingsReader(AdheseAuthConfiguration options) {
        this.options = options;
    }

    /** @throws IllegalArgumentException if an option is missing, malformed, or does not agree with another one */
    TokenSettings read() {
        String realm = textOf(options.getRealm());
        URI tokenUrl = AdheseAddress.tokenUrl(options.getAuthServerUrl(), options.getRegion(), realm, plainHttp());
        TokenRequest request = new TokenRequest(
                tokenUrl, clientId(), options.getClientAuthentication(), Grant.clientCredentials(), scopes());
        ClientSettings client = new ClientSettings(
                new TokenTarget(realm, tokenUrl),
                TokenFormat.form(),
                request,
                secret(),
                options.getRequestTimeout(),
                options.getDefaultLifetime());
        return new TokenSettings(
                client,
                new RefreshPolicy(options.getExpiryMargin(), options.getRefreshAhead()),
                new RetryPolicy(options.getMaxAttempts()),
                connection(),
                permissions(),
                options.getPrefetch(),
                options.getOperation(),
                RejectedStatus.parse(options.getRejectedStatus()));
    }

    private AdheseAddress.PlainHttp plainHttp() {
        if (options.isAllowInsecureHttp()) {
            return AdheseAddress.PlainHttp.ANYWHERE;
        }
        return textOf(options.getProxyHost()).isEmpty() // a proxy is another host, even for a loopback address
                ? AdheseAddress.PlainHttp.LOOPBACK
                : AdheseAddress.PlainHttp.NOWHERE;
    }

    private String clientId() {
        String clientId = textOf(options.getClientId());
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException(
                    "clientId is missing. Set " + SET_ON_COMPONENT + "client-id, or clientId in the endpoint.");
        }
        return clientId;
    }

    private ClientSecret secret() {
        String secret = textOf(options.getClientSecret());
        String file = textOf(options.getClientSecretFile());
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
        throw new IllegalArgumentException("clientSecret is missing. Set " + SET_ON_COMPONENT + "client-secret or "
                + SET_ON_COMPONENT + "client-secret-file.");
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

    private SortedSet<String> scopes() {
        SortedSet<String> scopes = Arrays.stream(options.getScope().split("[,\\s]+"))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (scopes.isEmpty()) {
            // Keycloak 26 answers 200 to a request without scope, with a token that no API accepts.
            throw new IllegalArgumentException(
                    "scope is empty, so the token would permit nothing. Set it to adhese-api, ratecard, or both.");
        }
        return scopes;
    }

    private Set<Permission> permissions() {
        Set<Permission> permissions = Permission.list(textOf(options.getRequiredPermissions()));
        SortedSet<String> scopes = scopes();
        for (Permission permission : permissions) {
            if (!scopes.contains(permission.scope())) {
                throw new IllegalArgumentException(
                        "requiredPermissions has " + permission + " of scope " + permission.scope() + ", which scope ("
                                + String.join(",", scopes) + ") does not ask for. Add it to scope.");
            }
        }
        return permissions;
    }

    private ConnectionSettings connection() {
        String host = textOf(options.getProxyHost());
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

    /** Blank is the same as not set: an environment variable that is empty must not count as a secret. */
    private static String textOf(@Nullable String option) {
        return option == null || option.isBlank() ? "" : option;
    }
}
