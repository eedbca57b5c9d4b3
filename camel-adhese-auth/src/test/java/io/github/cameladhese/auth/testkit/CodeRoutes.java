package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.AdullamAuthComponent;
import io.github.cameladhese.auth.AdullamAuthConstants;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context whose {@code adullam-auth} component exchanges authorization codes at a fake token server, by a fake clock. */
public final class CodeRoutes implements AutoCloseable {

    public static final String STEP =
            "adullam-auth:my-shop?grantType=authorization_code&redirectUri=https://example.com/callback";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FakeClock clock = new FakeClock();
    private final FakeTokenServer server;

    public CodeRoutes(FakeTokenServer server) {
        this.server = server;
        context.getRegistry().bind("clock", clock);
        component().getConfiguration().setBaseUrl(server.url());
        component().getConfiguration().setClientId("my-shop-backend");
        component().getConfiguration().setClientSecret("test-secret-not-real");
    }

    public AdullamAuthComponent component() {
        return context.getComponent("adullam-auth", AdullamAuthComponent.class);
    }

    public CamelContext context() {
        return context;
    }

    public FakeClock clock() {
        return clock;
    }

    /** Adds the routes and starts the context. */
    public CodeRoutes start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        return this;
    }

    /** A started context whose {@code direct:start} is the given step. */
    public CodeRoutes startWith(String step) throws Exception {
        return start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
            }
        });
    }

    /** Sends a message with this code; a failure stays in the exchange. */
    public Exchange sendCode(String uri, String code) {
        return context.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setHeader(AdullamAuthConstants.CODE, code));
    }

    /** Sends a message with this code to {@code direct:start} and gives the header that the step set. */
    public String authorization(String code) {
        return sendCode("direct:start", code).getMessage().getHeader(AdullamAuthConstants.AUTHORIZATION, String.class);
    }

    /** The bodies of the token requests with this code, oldest first. */
    public List<String> requestsWith(String code) {
        return server.requests().stream()
                .map(request -> request.getBodyAsString())
                .filter(body -> body.contains("\"" + code + "\""))
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
