package io.github.cameladhese.auth;

import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code adullam-auth:}, of the component and of each endpoint. A bean for Camel to fill in; once the endpoint
 * starts, it is read and then left alone. Not thread-safe.
 */
@Configurer
@UriParams
public class AdullamAuthConfiguration extends OAuthConfiguration {

    @UriPath(
            description =
                    "A name for the account, which messages show; with accounts it says whose credentials are sent. Letters,"
                            + " digits, dot, underscore and hyphen.")
    @Metadata(required = true)
    private @Nullable String name;

    @UriParam(
            defaultValue = "https://api.adullam.dev",
            description = "The address of the platform. Plain http is accepted for loopback addresses only, unless"
                    + " allowInsecureHttp is true.")
    private String baseUrl = "https://api.adullam.dev";

    @UriParam(defaultValue = "/v1/oauth/token", description = "The path of the token endpoint, appended to baseUrl.")
    private String tokenPath = "/v1/oauth/token";

    @UriParam(
            defaultValue = "client_credentials",
            description =
                    "What entitles the client to a token: client_credentials, or authorization_code, for a user who has"
                            + " logged in. The code is taken from the header CamelAdullamAuthCode, from the header code, which"
                            + " is the parameter of a callback request, or from verificationCode, and is sent a single time.")
    private GrantType grantType = GrantType.client_credentials;

    @UriParam(
            description =
                    "Where the user's browser comes back to, exactly as the authorization request had it. Required for"
                            + " authorization_code.")
    private @Nullable String redirectUri;

    @UriParam(
            description =
                    "What the token is for, e.g. read, or several separated by space or comma, in any order. None is sent"
                            + " if not set.")
    private @Nullable String scope;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "An authorization code for this endpoint, in place of the exchange's, e.g. for a login by hand.")
    private @Nullable String verificationCode;

    @Override
    public AdullamAuthConfiguration copy() {
        return (AdullamAuthConfiguration) super.copy();
    }

    @Override
    ProviderSettings provider() {
        return new AdullamSettings(this);
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getTokenPath() {
        return tokenPath;
    }

    public void setTokenPath(String tokenPath) {
        this.tokenPath = tokenPath;
    }

    public GrantType getGrantType() {
        return grantType;
    }

    public void setGrantType(GrantType grantType) {
        this.grantType = grantType;
    }

    public @Nullable String getRedirectUri() {
        return redirectUri;
    }

    public void setRedirectUri(@Nullable String redirectUri) {
        this.redirectUri = redirectUri;
    }

    public @Nullable String getScope() {
        return scope;
    }

    @Override
    public void setScope(String scope) {
        this.scope = scope;
    }

    public @Nullable String getVerificationCode() {
        return verificationCode;
    }

    public void setVerificationCode(@Nullable String verificationCode) {
        this.verificationCode = verificationCode;
    }
}
