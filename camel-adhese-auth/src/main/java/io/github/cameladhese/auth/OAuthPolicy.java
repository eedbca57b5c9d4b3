package io.github.cameladhese.auth;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Gives a token to the steps of a block, {@code policy(…) … end()}, and to no other: sets the Authorization header, runs the
 * block, and takes the header off again, in every outcome; a value that the message brought is put back.
 *
 * <p>If an API in the block answers with a {@code rejectedStatus} (401, which RFC 6750 §3.1 lets a client answer with a new
 * token), the token is renewed and the block is run once more, with the message as it was; a body that is a stream is cached
 * for that. The second outcome counts. If tokens are rejected faster than they may be renewed, the API's answer is the outcome;
 * if the renewal fails otherwise, its exception is, with the API's as suppressed.
 *
 * <p>The error handler of the route takes the block for one step, as it does with a circuit breaker: its redelivery begins at
 * the policy. A route that is called by {@code direct} has an error handler of its own, which is first to see a failure.
 *
 * <p>Put an aggregator in front of the block and not into it: what it releases is another exchange, which has left the block. It
 * carries the token that its messages had, nobody renews that, and a multicast behind it is not redelivered, as in {@code
 * doTry}.
 *
 * <p>The token is the one that steps with the same address have. Thread-safe; may be used in several routes.
 */
public abstract class OAuthPolicy implements Policy {

    private final BlockErrorHandling errorHandling = new BlockErrorHandling();
    private final Scheme scheme;
    private String uri = "";

    OAuthPolicy(Scheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        errorHandling.off(route, definition);
    }

    @Override
    public Processor wrap(Route route, Processor processor) {
        errorHandling.on(route);
        return new Block(route.getCamelContext(), scheme, uri, processor);
    }

    /** The address of the step, as in {@code to(…)}. */
    public String getUri() {
        return uri;
    }

    /** The address of the step, as in {@code to(…)}. */
    public void setUri(String uri) {
        this.uri = uri;
    }

    /** The steps between {@code policy(…)} and {@code end()} of one route. */
    private static final class Block extends DelegateAsyncProcessor {

        private final StartedProducer producer;
        private final CamelContext context;
        private final String uri;

        Block(CamelContext context, Scheme scheme, String uri, Processor steps) {
            super(steps);
            this.producer = new StartedProducer(scheme);
            this.context = context;
            this.uri = uri;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            PolicyPass pass;
            try {
                pass = new PolicyPass(exchange, getProcessor(), producer.get(context, uri), callback);
            } catch (RuntimeException e) { // a stream that cannot be read, or a context that stops
                exchange.setException(e);
                callback.done(true);
                return true;
            }
            pass.begin();
            return false;
        }

        @Override
        protected void doStart() throws Exception {
            if (producer.get(context, uri).settings().operation() != Operation.authorize) {
                throw new IllegalArgumentException(
                        "operation=invalidate cannot be used in a policy, which does so by itself. Remove it from its uri.");
            }
            super.doStart();
        }

        @Override
        protected void doStop() throws Exception {
            super.doStop();
            producer.stop();
        }
    }
}
