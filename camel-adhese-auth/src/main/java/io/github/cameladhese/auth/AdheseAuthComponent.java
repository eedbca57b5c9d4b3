package io.github.cameladhese.auth;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;

/**
 * Puts a valid bearer token of Adhese on the message. Its options are the defaults of all endpoints. Endpoints whose token is
 * the same share it.
 */
@Component("adhese-auth")
public class AdheseAuthComponent extends OAuthComponent<AdheseAuthConfiguration> {

    @Metadata(description = "The options that all endpoints begin with.")
    private AdheseAuthConfiguration configuration = new AdheseAuthConfiguration();

    @Metadata(
            label = "security",
            description =
                    "The service accounts of many customers, by realm. An account takes what it does not set from the component,"
                            + " but for the client secret. With accounts or an accountResolver, the address of an endpoint may not say"
                            + " whose credentials are sent where.")
    private Map<String, AdheseAuthAccount> accounts = new ConcurrentHashMap<>();

    @Metadata(
            label = "security",
            autowired = true,
            description =
                    "Knows the service account of a realm that is not among accounts, e.g. from a vault. Asked when an endpoint"
                            + " of the realm is made. Realms that it does not know use the component's own account.")
    private @Nullable AdheseAuthAccountResolver accountResolver;

    public AdheseAuthComponent() {
        super(Scheme.ADHESE);
    }

    @Override
    AccountChoice<AdheseAuthConfiguration> choice() {
        return new AccountChoice<>(
                configuration::copy, accounts, accountResolver == null ? null : accountResolver::resolve);
    }

    @Override
    Set<String> accountOptions() {
        return new AdheseAuthAccountConfigurer().names();
    }

    @Override
    OAuthEndpoint endpoint(String uri, AdheseAuthConfiguration options) {
        return new AdheseAuthEndpoint(uri, this, options);
    }

    @Override
    void requireHarmless(AddressOptions inAddress, AdheseAuthConfiguration options) {
        inAddress.requireSame("region", options.getRegion());
    }

    public AdheseAuthConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AdheseAuthConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, AdheseAuthAccount> getAccounts() {
        return accounts;
    }

    public void setAccounts(Map<String, AdheseAuthAccount> accounts) {
        this.accounts = accounts;
    }

    public @Nullable AdheseAuthAccountResolver getAccountResolver() {
        return accountResolver;
    }

    public void setAccountResolver(@Nullable AdheseAuthAccountResolver accountResolver) {
        this.accountResolver = accountResolver;
    }
}
