package io.github.cameladhese.auth;

import io.github.cameladhese.auth.provider.ClientAuthentication;

/** Fills in an {@link AdheseAuthAccount} for Camel. Thread-safe. */
public final class AdheseAuthAccountConfigurer extends OAuthAccountConfigurer<AdheseAuthAccount> {

    public AdheseAuthAccountConfigurer() {
        super(AdheseAuthAccount.class);
        put(
                "clientAuthentication",
                ClientAuthentication.class,
                AdheseAuthAccount::getClientAuthentication,
                AdheseAuthAccount::setClientAuthentication);
        put("region", String.class, AdheseAuthAccount::getRegion, AdheseAuthAccount::setRegion);
        put("authServerUrl", String.class, AdheseAuthAccount::getAuthServerUrl, AdheseAuthAccount::setAuthServerUrl);
    }
}
