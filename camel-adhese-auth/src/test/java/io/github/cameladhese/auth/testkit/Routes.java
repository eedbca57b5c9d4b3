package io.github.cameladhese.auth.testkit;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.cameladhese.auth.AdheseAuthConstants;
import io.github.cameladhese.auth.OAuthComponent;
import io.github.cameladhese.auth.OAuthConfiguration;
import io.github.cameladhese.auth.OAuthEndpoint;
import io.github.cameladhese.auth.token.TokenStatus;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context whose component asks a fake token server by a fake clock. */
public final class Routes implements AutoCloseable {

    public static final String CLIENT_ID = "my-customer-integration";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FakeClock clock = new FakeClock();
    private final Vendor vendor;

    /** With the component {@code adhese-auth}. */
    public Routes(FakeTokenServer server) {
        this(server, Vendor.ADHESE);
    }

    public Routes(FakeTokenServer server, Vendor vendor) {
        this.vendor = vendor;
        context.getRegistry().bind("clock", clock);
        Vendor.setServer(options(), server.url());
        options().setClientId(CLIENT_ID);
        options().setClientSecret("test-secret-not-real");
    }

    public OAuthComponent<?> component() {
        return vendor.component(context);
    }

    /** The component's. */
    public OAuthConfiguration options() {
        return vendor.options(context);
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
    /** Starts routes that are written in YAML or XML, of which some versions of Camel lack the latter here. */
    public Routes start(String language, String text) throws Exception {
        assumeFalse(language.equals("xml") && Boolean.getBoolean("camel.core-only"));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route." + language, text));
        context.start();
        return this;
    }

    public Routes startWith(String step) throws Exception {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
            }
        });
    }

    /** A started context whose {@code direct:start} calls the API with a token, and the processor before each redelivery. */
    public Routes startRenewing(int redeliveries, String api) throws Exception {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .maximumRedeliveries(redeliveries)
                        .redeliveryDelay(0)
                        .onRedelivery(vendor.processor(vendor.step()));
                from("direct:start").to(vendor.step()).to(api);
            }
        });
    }

    /** A started context whose {@code direct:start} calls the given route, and after a failure that route as a whole. */
    public Routes startRedelivering(int redeliveries, Consumer<RouteDefinition> route) throws Exception {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(
                        defaultErrorHandler().maximumRedeliveries(redeliveries).redeliveryDelay(0));
                from("direct:start").to("direct:call");
                route.accept(from("direct:call").errorHandler(noErrorHandler()));
            }
        });
    }

    /** Sends an empty message; a failure stays in the exchange. */
    public Exchange send(String uri) {
        return context.createProducerTemplate().request(uri, exchange -> {});
    }

    /** Sends a message with nothing but a header; a failure stays in the exchange. */
    public Exchange sendWith(String uri, String header, Object value) {
        return context.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setHeader(header, value));
    }

    /** Sends an empty message to {@code direct:start} and gives the header that the step set. */
    public String authorization() {
        return send("direct:start").getMessage().getHeader(AdheseAuthConstants.AUTHORIZATION, String.class);
    }

    public OAuthEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, OAuthEndpoint.class);
    }

    public TokenStatus status(String uri) {
        return endpoint(uri).getTokenStatus();
    }

    @Override
    public void close() {
        context.stop();
    }
}
