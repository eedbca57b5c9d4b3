package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.Permission;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenFormat;
import java.net.URI;
import java.util.Set;
import java.util.SortedSet;

/** A Keycloak realm in one of Adhese's regions, and a service account in it. */
record AdheseSettings(AdheseAuthConfiguration options) implements ProviderSettings {

    @Override
    public Scheme scheme() {
        return Scheme.ADHESE;
    }

    @Override
    public String owner() {
        return ProviderSettings.textOf(options.getRealm());
    }

    @Override
    public void owner(String name) {
        options.setRealm(name);
    }

    @Override
    public void requireOwner(String name) {
        AdheseAddress.requireRealm(name);
    }

    @Override
    public URI tokenUrl(ServerAddress.PlainHttp plainHttp) {
        return AdheseAddress.tokenUrl(options.getAuthServerUrl(), options.getRegion(), owner(), plainHttp);
    }

    @Override
    public TokenFormat format() {
        return TokenFormat.form();
    }

    @Override
    public ClientAuthentication clientAuthentication() {
        return options.getClientAuthentication();
    }

    @Override
    public Grant grant() {
        return Grant.clientCredentials();
    }

    @Override
    public SortedSet<String> scopes() {
        SortedSet<String> scopes = ProviderSettings.scopes(options.getScope());
        if (scopes.isEmpty()) {
            // Keycloak 26 answers 200 to a request without scope, with a token that no API accepts.
            throw new IllegalArgumentException(
                    "scope is empty, so the token would permit nothing. Set it to adhese-api, ratecard, or both.");
        }
        return scopes;
    }

    @Override
    public Set<Permission> permissions() {
        Set<Permission> permissions = Permission.list(ProviderSettings.textOf(options.getRequiredPermissions()));
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
}
