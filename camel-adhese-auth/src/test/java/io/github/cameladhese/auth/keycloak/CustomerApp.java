package io.github.cameladhese.auth.keycloak;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthConfiguration;
import io.github.cameladhese.auth.AdheseAuthEndpoint;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A customer's application with routes that put a token on the message and go on to {@code mock:api}. Unless told otherwise
 * it is client {@value #CLIENT} of the given server.
 */
final class CustomerApp implements AutoCloseable {

    static final String CLIENT = "my-customer-integration";
    static final String SECRET = "test-secret-not-real";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);
    private final ProducerTemplate template = context.createProducerTemplate();

    CustomerApp(KeycloakServer server) {
        options().setAuthServerUrl(server.url());
        options().setClientId(CLIENT);
        options().setClientSecret(SECRET);
    }

    /** {@code camel.component.adhese-auth.…}, to be changed before the start. */
    AdheseAuthConfiguration options() {
        return component.getConfiguration();
    }

    CustomerApp withClock(TokenClock clock) {
        component.setClock(clock);
        return this;
    }

    /** Starts with one route for each of the steps, such as {@code adhese-auth:customer-name}. */
    CustomerApp start(String... steps) throws Exception {
        for (String step : steps) {
            context.addRoutes(route(step, "mock:api"));
        }
        context.start();
        return this;
    }

    /** Starts with one route that calls an API with what the step put on the message. */
    CustomerApp startCalling(String step, String api) throws Exception {
        context.addRoutes(route(step, api));
        context.start();
        return this;
    }

    /** Sends a message through the route of this step. */
    Exchange call(String step) {
        return template.send(direct(step), exchange -> {});
    }

    /** Sends a message without waiting for it. */
    CompletableFuture<Exchange> callLater(String step) {
        return template.asyncSend(direct(step), exchange -> {});
    }

    TokenStatus status(String step) {
        return context.getEndpoint(step, AdheseAuthEndpoint.class).getTokenStatus();
    }

    /** The messages that went on to the API. */
    List<Exchange> apiCalls() {
        return context.getEndpoint("mock:api", MockEndpoint.class).getExchanges();
    }

    @Override
    public void close() {
        context.stop();
    }

    private static RouteBuilder route(String step, String api) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // it would log each failure, and most are meant
                from(direct(step)).to(step).to(api);
            }
        };
    }

    private static String direct(String step) {
        return "direct:" + Integer.toHexString(step.hashCode());
    }
}
