package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.PermissionMissingException;
import io.github.cameladhese.auth.token.TokenException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route step as a bean, for {@code process(…)}: sets the current token on the message, like {@code to(…)} with the same
 * address, and shares that step's token. Thread-safe once started.
 *
 * <p>As {@code onRedelivery(…)} it puts the current token on the message that is about to be sent again, and if an API
 * answered with a {@code rejectedStatus} (401, RFC 6750 §3.1), renews the token first. If no token is to be had then, the
 * message keeps the one that it has, so that the API's own answer comes through, and the reason is logged.
 */
public abstract class OAuthProcessor extends AsyncProcessorSupport implements CamelContextAware {

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final StartedProducer producer;
    private @Nullable CamelContext camelContext;
    private String uri = "";

    OAuthProcessor(Scheme scheme) {
        producer = new StartedProducer(scheme);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        OAuthProducer started;
        AsyncCallback next;
        try {
            started = producer.get(exchange.getContext(), uri);
            next = started.isRedeliveredWithOwn(exchange) ? orAsItIs(exchange, callback) : callback;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return started.process(exchange, next);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (camelContext != null) {
            producer.get(camelContext, uri); // so that a mistake fails at start
        }
    }

    @Override
    protected void doStop() throws Exception {
        producer.stop();
        super.doStop();
    }

    /**
     * Without another token, the message goes as it is. The error handler sends it whatever comes out of {@code onRedelivery}:
     * an exception would fail even what the API accepts, and be replaced by what the API refuses.
     */
    private AsyncCallback orAsItIs(Exchange exchange, AsyncCallback callback) {
        return doneSync -> {
            if (exchange.getException() instanceof TokenException failure
                    && !(failure instanceof PermissionMissingException)) {
                exchange.setException(null);
                log.warn("{} The API is called again with the token that the message has.", failure.getMessage());
            }
            callback.done(doneSync);
        };
    }

    /** The address of the step, as in {@code to(…)}. */
    public String getUri() {
        return uri;
    }

    /** The address of the step, as in {@code to(…)}. */
    public void setUri(String uri) {
        this.uri = uri;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
