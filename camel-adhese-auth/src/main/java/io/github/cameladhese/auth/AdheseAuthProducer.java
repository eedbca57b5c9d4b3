package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.client.ClientSettings;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** The route step: shares the account of its endpoint while it is started. */
final class AdheseAuthProducer extends DefaultAsyncProducer {

    /** What a blocked thread waits beyond the end of a fetch, which it is told. */
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
        TokenSettings settings = endpoint.settings();
        if (settings.operation() == Operation.invalidate) {
            current.invalidate(exchange);
            callback.done(true);
            return true;
        }
        ReportedTokens.noticeRedelivery(exchange, settings.rejections());
        return current.process(exchange, callback);
    }

    /** Whether the exchange is redelivered with a token that this step had set. */
    boolean isRedeliveredWithOwn(Exchange exchange) {
        TokenStep current = step;
        return current != null && current.isRedeliveredWithOwn(exchange);
    }

    /** What the options of the endpoint mean. */
    TokenSettings settings() {
        return endpoint.settings();
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
                new RequiredPermissions(settings.required(), client.target(), runtime.json()::read),
                client.target(),
                settings.longestFetch().plus(GRACE),
                runtime.routing(),
                runtime.clock());
        account = acquired;
        started.prefetch(settings.prefetch()); // if this throws, Camel stops what it could not start
        step = started;
    }

    @Override
    protected void doStop() throws Exception {
        // The step stays: Camel's cache of producers stops one while an exchange that has just got it is on its way
        // here.
        TokenAccount acquired = account;
        account = null;
        TokenRuntime runtime = endpoint.component().runtimeIfAny();
        if (acquired != null && runtime != null) {
            runtime.accounts().release(acquired);
        }
        super.doStop();
    }
}
