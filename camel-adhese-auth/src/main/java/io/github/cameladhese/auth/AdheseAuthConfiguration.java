package io.github.cameladhese.auth;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code adhese-auth:}, of the component and of each endpoint. A bean for Camel to fill in; once the endpoint
 * starts, it is read and then left alone. Not thread-safe.
 */
@Configurer
@UriParams
public class AdheseAuthConfiguration extends OAuthConfiguration {

    @UriPath(
            description =
                    "The realm, as Adhese's support agent named it: one realm is one customer. Letters, digits, dot,"
                            + " underscore and hyphen.")
    @Metadata(required = true)
    private @Nullable String realm;

    @UriParam(
            defaultValue = "we",
            description =
                    "The region in which the realm lives: we (Europe West), cus (Central US), or another code of small"
                            + " letters, digits and hyphens.")
    private String region = "we";

    @UriParam(
            defaultValue = "https://auth.{region}.adhese.org",
            description =
                    "The address of the token server, where {region} stands for the region. Plain http is accepted for"
                            + " loopback addresses only, unless allowInsecureHttp is true.")
    private String authServerUrl = "https://auth.{region}.adhese.org";

    @UriParam(
            defaultValue = "adhese-api",
            description =
                    "What the token is for: adhese-api, ratecard, or several separated by space or comma, in any order."
                            + " Permissions of a scope that is not asked for are missing from the token.")
    private String scope = "adhese-api";

    @UriParam(
            description =
                    "Permissions without which no API is called, separated by comma, e.g. campaign:view,booking:view, or"
                            + " ratecard/ratecard:view for another scope than adhese-api. Missing ones fail the exchange with a"
                            + " clear error.")
    private @Nullable String requiredPermissions;

    @UriParam(
            label = "security",
            defaultValue = "post",
            description =
                    "How the client proves who it is: post sends id and secret in the body, as Adhese documents it, basic"
                            + " in an Authorization header (RFC 6749 section 2.3.1).")
    private ClientAuthentication clientAuthentication = ClientAuthentication.post;

    @Override
    public AdheseAuthConfiguration copy() {
        return (AdheseAuthConfiguration) super.copy();
    }

    @Override
    ProviderSettings provider() {
        return new AdheseSettings(this);
    }

    public @Nullable String getRealm() {
        return realm;
    }

    public void setRealm(@Nullable String realm) {
        this.realm = realm;
    }

    public String getRegion() {
        return region;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public String getAuthServerUrl() {
        return authServerUrl;
    }

    public void setAuthServerUrl(String authServerUrl) {
        this.authServerUrl = authServerUrl;
    }

    public String getScope() {
        return scope;
    }

    @Override
    public void setScope(String scope) {
        this.scope = scope;
    }

    public @Nullable String getRequiredPermissions() {
        return requiredPermissions;
    }

    public void setRequiredPermissions(@Nullable String requiredPermissions) {
        this.requiredPermissions = requiredPermissions;
    }

    public ClientAuthentication getClientAuthentication() {
        return clientAuthentication;
    }

    public void setClientAuthentication(ClientAuthentication clientAuthentication) {
        this.clientAuthentication = clientAuthentication;
    }
}
