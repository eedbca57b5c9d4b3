package io.github.cameladhese.auth;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;

/**
 * Puts a valid bearer token of Adullam on the message. Its options are the defaults of all endpoints. Endpoints whose token is
 * the same share it.
 */
@Component("adullam-auth")
public class AdullamAuthComponent extends OAuthComponent<AdullamAuthConfiguration> {

    @Metadata(description = "The options that all endpoints begin with.")
    private AdullamAuthConfiguration configuration = new AdullamAuthConfiguration();

    @Metadata(
            label = "security",
            description =
                    "Several accounts, by the name in the address. An account takes what it does not set from the component,"
                            + " but for the client secret. With accounts or an accountResolver, the address of an endpoint may not say"
                            + " whose credentials are sent where.")
    private Map<String, AdullamAuthAccount> accounts = new ConcurrentHashMap<>();

    @Metadata(
            label = "security",
            autowired = true,
            description =
                    "Knows the account for a name that is not among accounts, e.g. from a vault. Asked when an endpoint of that"
                            + " name is made. Names that it does not know use the component's own account.")
    private @Nullable AdullamAuthAccountResolver accountResolver;

    public AdullamAuthComponent() {
        super(Scheme.ADULLAM);
    }

    /** On the component a redirectUri is for those of its endpoints that need one; at an endpoint it shows what is meant. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        boolean forUsers = new AddressOptions(Scheme.ADULLAM, Set.of(), parameters).has("redirectUri");
        AdullamAuthEndpoint endpoint = (AdullamAuthEndpoint) super.createEndpoint(uri, remaining, parameters);
        if (forUsers && endpoint.getConfiguration().getGrantType() == GrantType.client_credentials) {
            throw new IllegalArgumentException("redirectUri belongs to grantType=authorization_code, but grantType is"
                    + " client_credentials. Set the one or remove the other.");
        }
        return endpoint;
    }

    @Override
    AccountChoice<AdullamAuthConfiguration> choice() {
        return new AccountChoice<>(
                configuration::copy, accounts, accountResolver == null ? null : accountResolver::resolve);
    }

    @Override
    Set<String> accountOptions() {
        return new AdullamAuthAccountConfigurer().names();
    }

    @Override
    OAuthEndpoint endpoint(String uri, AdullamAuthConfiguration options) {
        return new AdullamAuthEndpoint(uri, this, options);
    }

    public AdullamAuthConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AdullamAuthConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, AdullamAuthAccount> getAccounts() {
        return accounts;
    }

    public void setAccounts(Map<String, AdullamAuthAccount> accounts) {
        this.accounts = accounts;
    }

    public @Nullable AdullamAuthAccountResolver getAccountResolver() {
        return accountResolver;
    }

    public void setAccountResolver(@Nullable AdullamAuthAccountResolver accountResolver) {
        this.accountResolver = accountResolver;
    }
}
