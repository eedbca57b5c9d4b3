package io.github.cameladhese.auth;

/** Fills in an {@link AdullamAuthAccount} for Camel. Thread-safe. */
public final class AdullamAuthAccountConfigurer extends OAuthAccountConfigurer<AdullamAuthAccount> {

    public AdullamAuthAccountConfigurer() {
        super(AdullamAuthAccount.class);
        put("baseUrl", String.class, AdullamAuthAccount::getBaseUrl, AdullamAuthAccount::setBaseUrl);
        put("tokenPath", String.class, AdullamAuthAccount::getTokenPath, AdullamAuthAccount::setTokenPath);
        put("grantType", GrantType.class, AdullamAuthAccount::getGrantType, AdullamAuthAccount::setGrantType);
        put("redirectUri", String.class, AdullamAuthAccount::getRedirectUri, AdullamAuthAccount::setRedirectUri);
    }
}
