package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenStatus;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** What the endpoints of {@code adhese-auth:} and {@code adullam-auth:} have in common. */
public abstract class OAuthEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private @Nullable TokenSettings settings;

    OAuthEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** The options, filled in. */
    abstract OAuthConfiguration options();

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        settings = new SettingsReader(options()).read();
    }

    @Override
    public Producer createProducer() {
        return new OAuthProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                options().provider().scheme().text() + " can only be used in to(), not in from().");
    }

    /**
     * How many tokens were requested and until when the current one lives; of all endpoints that share this token. Where each
     * exchange brings an authorization code, there is no such token, and the status is that of an endpoint that was not used.
     */
    public TokenStatus getTokenStatus() {
        TokenRuntime runtime = component().runtimeIfAny();
        return settings == null || runtime == null
                ? TokenStatus.unused()
                : runtime.accountsFor(settings)
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

    OAuthComponent<?> component() {
        return (OAuthComponent<?>) getComponent();
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
