package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.Permission;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.token.Secret;
import java.net.URI;
import java.util.Set;
import java.util.SortedSet;

/** A client of Adullam's token API, by itself or for a user who logged in. */
record AdullamSettings(AdullamAuthConfiguration options) implements ProviderSettings {

    @Override
    public Scheme scheme() {
        return Scheme.ADULLAM;
    }

    @Override
    public String owner() {
        return ProviderSettings.textOf(options.getName());
    }

    @Override
    public void owner(String name) {
        options.setName(name);
    }

    @Override
    public void requireOwner(String name) {
        AdullamAddress.requireName(name);
    }

    @Override
    public URI tokenUrl(ServerAddress.PlainHttp plainHttp) {
        requireOwner(owner());
        return AdullamAddress.tokenUrl(options.getBaseUrl(), options.getTokenPath(), plainHttp);
    }

    @Override
    public TokenFormat format() {
        return TokenFormat.json(JsonObjects::write);
    }

    @Override
    public ClientAuthentication clientAuthentication() {
        return ClientAuthentication.post; // the only way that is documented
    }

    @Override
    public Grant grant() {
        String redirectUri = ProviderSettings.textOf(options.getRedirectUri());
        String code = ProviderSettings.textOf(options.getVerificationCode());
        if (options.getGrantType() == GrantType.client_credentials) { // the component may have a redirectUri for others
            if (!code.isEmpty()) {
                throw new IllegalArgumentException(
                        "verificationCode belongs to grantType=authorization_code, but grantType is"
                                + " client_credentials. Set the one or remove the other.");
            }
            return Grant.clientCredentials();
        }
        if (redirectUri.isEmpty()) {
            throw new IllegalArgumentException("redirectUri is missing, which grantType=authorization_code needs. Set "
                    + Scheme.ADULLAM.property("redirect-uri")
                    + ", or redirectUri in the endpoint, to the one that the authorization"
                    + " request has.");
        }
        Grant grant = Grant.authorizationCode(AdullamAddress.redirectUri(redirectUri));
        return code.isEmpty() ? grant : grant.with(Secret.of(code));
    }

    @Override
    public SortedSet<String> scopes() {
        return ProviderSettings.scopes(options.getScope());
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of();
    }
}
