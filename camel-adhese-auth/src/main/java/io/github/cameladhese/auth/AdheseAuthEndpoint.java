package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenStatus;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Obtain, cache and renew an OAuth2 access token of the Adhese ad server, and set it as the Authorization header.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "adhese-auth",
        title = "Adhese Auth",
        syntax = "adhese-auth:realm",
        producerOnly = true,
        category = {Category.SECURITY, Category.HTTP},
        headersClass = AdheseAuthConstants.class)
public class AdheseAuthEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriParam
    private AdheseAuthConfiguration configuration;

    private @Nullable TokenSettings settings;

    AdheseAuthEndpoint(String uri, Component component, AdheseAuthConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        settings = new SettingsReader(configuration).read();
    }

    @Override
    public Producer createProducer() {
        return new AdheseAuthProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("adhese-auth can only be used in to(), not in from().");
    }

    /** How many tokens were requested and until when the current one lives; of all endpoints that share this token. */
    public TokenStatus getTokenStatus() {
        TokenRuntime runtime = component().runtimeIfAny();
        return settings == null || runtime == null
                ? TokenStatus.unused()
                : runtime.accounts()
                        .find(settings.key())
                        .map(TokenAccount::status)
                        .orElseGet(TokenStatus::unused);
    }

    /** The token endpoint. */
    @Override
    public String getServiceUrl() {
        return settings().client().target().tokenUrl().toString();
    }

    @Override
    public String getServiceProtocol() {
        return "oauth2";
    }

    public AdheseAuthConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AdheseAuthConfiguration configuration) {
        this.configuration = configuration;
    }

    AdheseAuthComponent component() {
        return (AdheseAuthComponent) getComponent();
    }

    /** What the options mean. */
    TokenSettings settings() {
        TokenSettings read = settings;
        if (read == null) {
            throw new IllegalStateException("The endpoint " + this + " is not initialized. Start it first.");
        }
        return read;
    }
}
