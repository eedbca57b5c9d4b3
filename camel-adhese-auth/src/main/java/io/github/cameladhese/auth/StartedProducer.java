package io.github.cameladhese.auth;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The producer of one address for a bean that is no endpoint: started when it is first asked for, stopped with its owner or
 * with the context, and started again if it is asked for after that. Thread-safe.
 */
final class StartedProducer {

    private volatile @Nullable AdheseAuthProducer producer;

    /**
     * The started producer, whose first caller starts it.
     *
     * @param uri the address; it counts when the producer starts
     */
    AdheseAuthProducer get(CamelContext context, String uri) {
        AdheseAuthProducer known = producer;
        return known != null && ServiceHelper.isStarted(known) ? known : started(context, uri);
    }

    synchronized void stop() throws Exception {
        AdheseAuthProducer started = producer;
        producer = null;
        if (started != null) {
            started.getEndpoint().getCamelContext().removeService(started);
            ServiceHelper.stopAndShutdownService(started);
        }
    }

    private synchronized AdheseAuthProducer started(CamelContext context, String uri) {
        AdheseAuthProducer known = producer;
        if (known != null && ServiceHelper.isStarted(known)) {
            return known;
        }
        try {
            AdheseAuthProducer made = (AdheseAuthProducer)
                    context.getEndpoint(uri, AdheseAuthEndpoint.class).createProducer();
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
}
