package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.client.ClientSettings;
import io.github.cameladhese.auth.client.JsonObjects;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** The route step: shares the account of its endpoint while it is started. */
final class AdheseAuthProducer extends DefaultAsyncProducer {

    /** What a fetch may take beyond its own timeout before a blocked thread gives it up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AdheseAuthEndpoint endpoint;
    private @Nullable TokenAccount account;
    private volatile @Nullable TokenStep step;

    AdheseAuthProducer(AdheseAuthEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        TokenStep current = step;
        if (current == null) {
            exchange.setException(new IllegalStateException(
                    "The producer of " + endpoint + " is not started. Start the Camel context first."));
            callback.done(true);
            return true;
        }
        return current.process(exchange, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        TokenSettings settings = endpoint.settings();
        TokenRuntime runtime = endpoint.component().runtime();
        TokenAccount acquired = runtime.accounts().acquire(settings);
        ClientSettings client = settings.client();
        TokenStep started = new TokenStep(
                acquired.source(),
                new RequiredPermissions(settings.required(), client.target(), new JsonObjects()::read),
                client.target(),
                client.requestTimeout().plus(GRACE),
                runtime.routing());
        account = acquired;
        started.prefetch(settings.prefetch()); // if this throws, Camel stops what it could not start
        step = started;
    }

    @Override
    protected void doStop() throws Exception {
        step = null;
        TokenAccount acquired = account;
        account = null;
        TokenRuntime runtime = endpoint.component().runtimeIfAny();
        if (acquired != null && runtime != null) {
            runtime.accounts().release(acquired);
        }
        super.doStop();
    }
}
