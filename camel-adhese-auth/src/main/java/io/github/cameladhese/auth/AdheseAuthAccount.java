package io.github.cameladhese.auth;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The service account of one realm: {@code camel.component.adhese-auth.accounts[realm].client-id = …}, or what an
 * {@link AdheseAuthAccountResolver} answers. What is not set is the component's, but for the client secret, which an account
 * must have. A bean to fill in and then leave alone; not thread-safe.
 */
public class AdheseAuthAccount extends OAuthAccount<AdheseAuthConfiguration> {

    @Metadata(description = "How the client proves who it is: post or basic. The component's if not set.")
    private @Nullable ClientAuthentication clientAuthentication;

    @Metadata(description = "The region in which the realm lives. The component's if not set.")
    private @Nullable String region;

    @Metadata(description = "The address of the token server. The component's if not set.")
    private @Nullable String authServerUrl;

    /** An account that is still to be filled in. */
    public AdheseAuthAccount() {}

    /** An account that is like the component otherwise. */
    public AdheseAuthAccount(String clientId, String clientSecret) {
        super(clientId, clientSecret);
    }

    @Override
    OAuthAccountConfigurer<?> configurer() {
        return new AdheseAuthAccountConfigurer();
    }

    @Override
    void fillOwn(AdheseAuthConfiguration options) {
        ifSet(clientAuthentication, options::setClientAuthentication);
        ifSet(region, options::setRegion);
        ifSet(authServerUrl, options::setAuthServerUrl);
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
}
