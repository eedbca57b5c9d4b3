package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenStore;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** The beans of the application that a component works with. Each is taken from the registry if that has exactly one. */
public abstract class ComponentBeans extends HealthCheckComponent {

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "The clocks by which tokens expire, e.g. a virtual one in tests.")
    private @Nullable TokenClock clock;

    @Metadata(
            label = "advanced",
            autowired = true,
            description =
                    "Where processes of a fleet share a token, sealed with the client secret, so that they make one token"
                            + " request together. Not for authorization codes. Without it, each process has tokens of its own.")
    private @Nullable TokenStore tokenStore;

    ComponentBeans() {}

    public @Nullable TokenClock getClock() {
        return clock;
    }

    public void setClock(@Nullable TokenClock clock) {
        this.clock = clock;
    }

    public @Nullable TokenStore getTokenStore() {
        return tokenStore;
    }

    public void setTokenStore(@Nullable TokenStore tokenStore) {
        this.tokenStore = tokenStore;
    }
}
