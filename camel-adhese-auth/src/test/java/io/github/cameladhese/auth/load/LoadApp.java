package io.github.cameladhese.auth.load;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthEndpoint;
import io.github.cameladhese.auth.AdheseAuthPolicy;
import io.github.cameladhese.auth.token.TokenStatus;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** An application that asks for tokens of one realm, with the options' defaults. */
final class LoadApp implements AutoCloseable {

    static final String STEP = "adhese-auth:customer-name";

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();
    private final AsyncProducer step;

    LoadApp(OneHost host) throws Exception {
        AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        component.getConfiguration().setAuthServerUrl(host.url());
        component.getConfiguration().setClientId("id");
        component.getConfiguration().setClientSecret("secret");
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        http.setConnectionsPerRoute(64);
        http.setMaxTotalConnections(64);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:step").to(STEP);
                from("direct:api").to(STEP).to(host.url() + "/api/campaigns");
                from("direct:policy")
                        .policy(new AdheseAuthPolicy(STEP))
                        .to(host.url() + "/api/campaigns")
                        .end();
            }
        });
        context.start();
        step = context.getEndpoint(STEP).createAsyncProducer();
        step.start();
    }

    AsyncProducer step() {
        return step;
    }

    Exchange newExchange() {
        return new DefaultExchange(context);
    }

    /** Whether the exchange went well. */
    boolean send(String route) {
        return template.request("direct:" + route, exchange -> {}).getException() == null;
    }

    TokenStatus status() {
        return context.getEndpoint(STEP, AdheseAuthEndpoint.class).getTokenStatus();
    }

    @Override
    public void close() {
        context.stop();
    }
}
