package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.SentCodes;
import io.github.cameladhese.auth.observe.ObservedAccount;
import io.github.cameladhese.auth.observe.ObservedAccounts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What {@code adhese-auth:} and {@code adullam-auth:} have in common: endpoints whose token is the same share it, and all that
 * keeps the tokens ends with the component.
 *
 * @param <C> the options of the component and of its endpoints
 */
public abstract class OAuthComponent<C extends OAuthConfiguration> extends ComponentBeans
        implements SSLContextParametersAware, ObservedAccounts {

    /** Of authorization codes that were sent; at a hundred logins a minute these are the last eight hours. */
    private static final int MOST_SENT_CODES = 50_000;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use Camel's global SSL context parameters where none are set.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether logMask=true hides bearer tokens too, however they are written: adds authorization to the sensitive"
                            + " keywords of the Camel context, and binds a masking formatter if the application has none.")
    private boolean maskAuthorization;

    private final Scheme scheme;
    private final ProducerHealth producerHealth = new ProducerHealth(this);
    private final SentCodes sentCodes = new SentCodes(MOST_SENT_CODES);
    private @Nullable TokenRuntime runtime;
    private boolean stopped;

    OAuthComponent(Scheme scheme) {
        this.scheme = scheme;
    }

    final Scheme scheme() {
        return scheme;
    }

    /** Whose credentials its endpoints use. */
    abstract AccountChoice<C> choice();

    /** What may be set in an account of its own. */
    abstract Set<String> accountOptions();

    abstract OAuthEndpoint endpoint(String uri, C options);

    /**
     * Looks at the address of an endpoint where each realm has an account, once more.
     *
     * @throws IllegalArgumentException if one of its options changes where the secret is sent
     */
    void requireHarmless(AddressOptions inAddress, C options) {}

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AddressOptions inAddress = new AddressOptions(scheme, accountOptions(), parameters);
        inAddress.requireKnown(getCamelContext()
                .getCamelContextExtension()
                .getEndpointUriFactory(scheme.text())
                .propertyNames());
        AccountChoice<C> choice = choice();
        inAddress.removeAbsent();
        if (choice.byRealm()) {
            inAddress.requireHarmless();
        }
        C options = choice.optionsOf(remaining);
        if (choice.byRealm()) {
            requireHarmless(inAddress, options);
        }
        inAddress.makeRoomIn(options);
        OAuthEndpoint endpoint = endpoint(uri, options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** Where realms have accounts, {@code RAW($simple{…})} may come from outside: {@link AddressOptions} only unwraps it. */
    @Override
    protected boolean resolveRawParameterValues() {
        return !choice().byRealm();
    }

    /** The accounts whose tokens it keeps; not those of users who log in. No request is made for it. */
    @Override
    public List<ObservedAccount> observedAccounts() {
        TokenRuntime running = runtimeIfAny();
        return running == null ? List.of() : List.copyOf(running.accounts().all());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        setMaskAuthorization(maskAuthorization); // now that there is a context
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        choice().check();
        ContextWide.registerHealthChecks(getCamelContext());
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

    /** Made when the first producer starts: a component that nobody uses has no threads. */
    synchronized TokenRuntime runtime() {
        if (stopped) { // or its threads would never end
            throw new IllegalStateException(
                    "The " + scheme.text() + " component is stopped. Start it before its endpoints.");
        }
        if (runtime == null) {
            runtime = new TokenRuntime(this, sentCodes, getClock(), getTokenStore());
        }
        return runtime;
    }

    final ProducerHealth producerHealth() {
        return producerHealth;
    }

    /** What runs, if anything does. */
    synchronized @Nullable TokenRuntime runtimeIfAny() {
        return runtime;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public boolean isMaskAuthorization() {
        return maskAuthorization;
    }

    /** Takes effect on what is made after it: steps that log get their formatter before the component starts. */
    public void setMaskAuthorization(boolean maskAuthorization) {
        this.maskAuthorization = maskAuthorization;
        if (maskAuthorization && getCamelContext() != null) {
            ContextWide.maskAuthorization(getCamelContext());
        }
    }
}
