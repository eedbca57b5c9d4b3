package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Puts a valid bearer token of Adhese on the message. Its options are the defaults of all endpoints. Endpoints whose token is
 * the same share it.
 */
@Component("adhese-auth")
public class AdheseAuthComponent extends DefaultComponent implements SSLContextParametersAware {

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

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use Camel's global SSL context parameters where none are set.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "The clocks by which tokens expire, e.g. a virtual one in tests.")
    private @Nullable TokenClock clock;

    private @Nullable TokenRuntime runtime;
    private boolean stopped;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AddressOptions inAddress = new AddressOptions(parameters);
        inAddress.requireKnown(getCamelContext()
                .getCamelContextExtension()
                .getEndpointUriFactory("adhese-auth")
                .propertyNames());
        AccountChoice choice = choice();
        if (choice.byRealm()) {
            inAddress.requireHarmless();
        }
        AdheseAuthConfiguration options = choice.optionsOf(remaining);
        if (choice.byRealm()) {
            inAddress.requireSame("region", options.getRegion());
        }
        // Of these two the endpoint's replaces the component's; only two on the same level contradict each other.
        if (inAddress.has("clientSecretFile")) {
            options.setClientSecret(null);
        }
        if (inAddress.has("clientSecret")) {
            options.setClientSecretFile(null);
        }
        AdheseAuthEndpoint endpoint = new AdheseAuthEndpoint(uri, this, options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        choice().check();
        synchronized (this) {
            stopped = false;
        }
    }

    @Override
    protected void doStop() throws Exception {
        TokenRuntime running;
        synchronized (this) {
            running = runtime;
            runtime = null;
            stopped = true;
        }
        if (running != null) {
            running.close();
        }
        super.doStop();
    }

    private AccountChoice choice() {
        return new AccountChoice(configuration, accounts, accountResolver);
    }

    /** Made when the first producer starts: a component that nobody uses has no threads. */
    synchronized TokenRuntime runtime() {
        if (stopped) { // or its threads would never end
            throw new IllegalStateException("The adhese-auth component is stopped. Start it before its endpoints.");
        }
        if (runtime == null) {
            runtime = new TokenRuntime(getCamelContext(), this, clock);
        }
        return runtime;
    }

    /** What runs, if anything does. */
    synchronized @Nullable TokenRuntime runtimeIfAny() {
        return runtime;
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

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public @Nullable TokenClock getClock() {
        return clock;
    }

    public void setClock(@Nullable TokenClock clock) {
        this.clock = clock;
    }
}
