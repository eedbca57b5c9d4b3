package io.github.cameladhese.auth;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The route step as a bean, for {@code process(…)}: sets the current token on the message, like {@code to("adhese-auth:…")}
 * with the same address, and shares that step's token. Thread-safe once started.
 */
public class AdheseAuthProcessor extends AsyncProcessorSupport implements CamelContextAware {

    private @Nullable CamelContext camelContext;
    private String uri = "";
    private volatile @Nullable AsyncProducer producer;

    /** A processor whose address is still to be set. */
    public AdheseAuthProcessor() {}

    /** @param uri the address of the step, such as {@code adhese-auth:customer-name?region=we} */
    public AdheseAuthProcessor(String uri) {
        this.uri = uri;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncProducer started = producer;
        if (started == null || !ServiceHelper.isStarted(started)) { // never, or the context was stopped meanwhile
            try {
                started = started(exchange.getContext());
            } catch (RuntimeException e) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
        }
        return started.process(exchange, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (camelContext != null) {
            started(camelContext); // so that a mistake fails at start
        }
    }

    @Override
    protected synchronized void doStop() throws Exception {
        AsyncProducer started = producer;
        producer = null;
        if (started != null) {
            started.getEndpoint().getCamelContext().removeService(started);
            ServiceHelper.stopAndShutdownService(started);
        }
        super.doStop();
    }

    /** Not every place that takes a processor starts it, so that the first exchange may have to. */
    private synchronized AsyncProducer started(CamelContext context) {
        AsyncProducer known = producer;
        if (known != null && ServiceHelper.isStarted(known)) {
            return known;
        }
        try {
            AsyncProducer made =
                    context.getEndpoint(uri, AdheseAuthEndpoint.class).createAsyncProducer();
            ServiceHelper.startService(made);
            context.addService(made);
            producer = made;
            return made;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of the step, such as {@code adhese-auth:customer-name?region=we}. */
    public String getUri() {
        return uri;
    }

    /** The address of the step, such as {@code adhese-auth:customer-name?region=we}. */
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
