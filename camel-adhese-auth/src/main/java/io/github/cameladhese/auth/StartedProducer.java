package io.github.cameladhese.auth;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The producer of one address for a bean that is no endpoint: started when it is first asked for, stopped with its owner or
 * with the context, and started again if it is asked for after that. Thread-safe.
 */
final class StartedProducer {

    private final Scheme scheme;
    private volatile @Nullable OAuthProducer producer;

    /** @param scheme of the address */
    StartedProducer(Scheme scheme) {
        this.scheme = scheme;
    }

    /**
     * The started producer, whose first caller starts it.
     *
     * @param uri the address; it counts when the producer starts
     */
    OAuthProducer get(CamelContext context, String uri) {
        OAuthProducer known = producer;
        return known != null && ServiceHelper.isStarted(known) ? known : started(context, uri);
    }

    synchronized void stop() throws Exception {
        OAuthProducer started = producer;
        producer = null;
        if (started != null) {
            started.getEndpoint().getCamelContext().removeService(started);
            ServiceHelper.stopAndShutdownService(started);
        }
    }

    private synchronized OAuthProducer started(CamelContext context, String uri) {
        OAuthProducer known = producer;
        if (known != null && ServiceHelper.isStarted(known)) {
            return known;
        }
        try {
            OAuthProducer made = new OAuthProducer(endpoint(context, uri), true);
            ServiceHelper.startService(made);
            context.addService(made); // which stops it with the context, should the owner never be stopped
            producer = made;
            return made;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private OAuthEndpoint endpoint(CamelContext context, String uri) {
        if (context.getEndpoint(uri) instanceof OAuthEndpoint ours
                && ours.options().provider().scheme() == scheme) {
            return ours;
        }
        throw new IllegalArgumentException("uri must be the address of a step, such as " + scheme.text() + ":"
                + scheme.nameOption() + ", but is that of another component. Set it to what stands in to(…).");
    }
}
