package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenClock;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
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

    private static final String CLIENT_SECRET = "clientSecret";
    private static final String CLIENT_SECRET_FILE = "clientSecretFile";

    @Metadata(description = "The options that all endpoints begin with.")
    private AdheseAuthConfiguration configuration = new AdheseAuthConfiguration();

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
        AdheseAuthConfiguration options = configuration.copy();
        options.setRealm(remaining);
        // Of these two the endpoint's replaces the component's; only two on the same level contradict each other.
        if (hasOption(parameters, CLIENT_SECRET_FILE)) {
            options.setClientSecret(null);
        }
        if (hasOption(parameters, CLIENT_SECRET)) {
            options.setClientSecretFile(null);
        }
        AdheseAuthEndpoint endpoint = new AdheseAuthEndpoint(uri, this, options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** Names what is unknown and the option that is probably meant, and repeats no value: it may be a mistyped secret. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        if (!parameters.isEmpty()) {
            String withoutValues = uri.replaceFirst("(?s)\\?.*", "");
            Set<String> known = getCamelContext()
                    .getCamelContextExtension()
                    .getEndpointUriFactory("adhese-auth")
                    .propertyNames();
            throw new ResolveEndpointFailedException(withoutValues, OptionNames.unknown(parameters.keySet(), known));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
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

    /** Camel takes option names in any letter case. */
    private static boolean hasOption(Map<String, Object> parameters, String name) {
        return parameters.keySet().stream().anyMatch(name::equalsIgnoreCase);
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
