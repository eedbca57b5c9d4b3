package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthConstants;
import io.github.cameladhese.auth.AdheseAuthEndpoint;
import io.github.cameladhese.auth.token.TokenStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context whose {@code adhese-auth} component asks a fake token server by a fake clock. */
public final class Routes implements AutoCloseable {

    public static final String CLIENT_ID = "my-customer-integration";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FakeClock clock = new FakeClock();

    public Routes(FakeTokenServer server) {
        context.getRegistry().bind("clock", clock);
        AdheseAuthComponent component = component();
        component.getConfiguration().setAuthServerUrl(server.url());
        component.getConfiguration().setClientId(CLIENT_ID);
        component.getConfiguration().setClientSecret("test-secret-not-real");
    }

    public AdheseAuthComponent component() {
        return context.getComponent("adhese-auth", AdheseAuthComponent.class);
    }

    public CamelContext context() {
        return context;
    }

    public FakeClock clock() {
        return clock;
    }

    /** Adds the routes and starts the context. */
    public Routes start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        return this;
    }

    /** A started context whose {@code direct:start} is the given step. */
    public Routes startWith(String step) throws Exception {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
            }
        });
    }

    /** Sends an empty message; a failure stays in the exchange. */
    public Exchange send(String uri) {
        return context.createProducerTemplate().request(uri, exchange -> {});
    }

    /** Sends an empty message to {@code direct:start} and gives the header that the step set. */
    public String authorization() {
        return send("direct:start").getMessage().getHeader(AdheseAuthConstants.AUTHORIZATION, String.class);
    }

    public TokenStatus status(String uri) {
        return context.getEndpoint(uri, AdheseAuthEndpoint.class).getTokenStatus();
    }

    @Override
    public void close() {
        context.stop();
    }
}
