package io.github.cameladhese.auth;

import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * One of several accounts: {@code camel.component.adullam-auth.accounts[name].client-id = …}, or what an
 * {@link AdullamAuthAccountResolver} answers. What is not set is the component's, but for the client secret, which an account
 * must have. A bean to fill in and then leave alone; not thread-safe.
 */
public class AdullamAuthAccount extends OAuthAccount<AdullamAuthConfiguration> {

    @Metadata(description = "The address of the platform. The component's if not set.")
    private @Nullable String baseUrl;

    @Metadata(description = "The path of the token endpoint. The component's if not set.")
    private @Nullable String tokenPath;

    @Metadata(description = "What entitles the client to a token. The component's if not set.")
    private @Nullable GrantType grantType;

    @Metadata(description = "Where the user's browser comes back to. The component's if not set.")
    private @Nullable String redirectUri;

    /** An account that is still to be filled in. */
    public AdullamAuthAccount() {}

    /** An account that is like the component otherwise. */
    public AdullamAuthAccount(String clientId, String clientSecret) {
        super(clientId, clientSecret);
    }

    @Override
    OAuthAccountConfigurer<?> configurer() {
        return new AdullamAuthAccountConfigurer();
    }

    @Override
    void fillOwn(AdullamAuthConfiguration options) {
        ifSet(baseUrl, options::setBaseUrl);
        ifSet(tokenPath, options::setTokenPath);
        ifSet(grantType, options::setGrantType);
        ifSet(redirectUri, options::setRedirectUri);
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getTokenPath() {
        return tokenPath;
    }

    public void setTokenPath(@Nullable String tokenPath) {
        this.tokenPath = tokenPath;
    }

    public @Nullable GrantType getGrantType() {
        return grantType;
    }

    public void setGrantType(@Nullable GrantType grantType) {
        this.grantType = grantType;
    }

    public @Nullable String getRedirectUri() {
        return redirectUri;
    }

    public void setRedirectUri(@Nullable String redirectUri) {
        this.redirectUri = redirectUri;
    }
}
