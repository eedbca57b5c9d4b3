package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy and the error handler of its route, which takes the block for one step. */
class PolicyErrorHandlingTest {

    private static final String STEP = "adhese-auth:customer-name";

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi().revoke("token-1");
    private final Routes routes = new Routes(server);
    private final AdheseAuthPolicy policy = new AdheseAuthPolicy(STEP);

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    @Test
    void theErrorHandlerSeesNothingOfARejectionThatTheReplayMended() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start")
                        .policy(policy)
                        .choice()
                        .when(constant(true))
                        .filter(constant(true))
                        .loop(1)
                        .to(api.url())
                        .end()
                        .end()
                        .end()
                        .end();
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("occurred")).isNull();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Exchange.REDELIVERED);
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicast", "recipientList", "routingSlip", "toD"})
    void neitherDoThoseThatHandleTheErrorsOfTheirChildren(String pattern) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                var block = from("direct:start").policy(policy);
                switch (pattern) {
                    case "multicast" -> block.multicast().stopOnException().to(api.url());
                    case "recipientList" ->
                        block.recipientList(constant(api.url())).stopOnException();
                    case "routingSlip" -> block.routingSlip(constant(api.url()));
                    default -> block.toD(api.url());
                }
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("occurred")).isNull();
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
    }

    @Test
    void anotherFailureInTheBlockIsRedeliveredWithTheWholeBlock() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start").policy(policy).to("mock:first").process(PolicyErrorHandlingTest::failTwice);
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(received("mock:first")).isEqualTo(3);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aPolicyWithinABlockIsRedeliveredWithTheOuterOne() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start")
                        .policy(new AdheseAuthPolicy("adhese-auth:another-customer"))
                        .to("mock:outer")
                        .policy(policy)
                        .to("mock:inner")
                        .process(PolicyErrorHandlingTest::failTwice);
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(received("mock:outer")).isEqualTo(3);
        assertThat(received("mock:inner")).isEqualTo(3);
    }

    @Test
    void stepsAfterTheBlockAreRedeliveredAlone() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start").policy(policy).to("mock:block").end().process(PolicyErrorHandlingTest::failTwice);
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(received("mock:block")).isEqualTo(1);
    }

    @Test
    void theErrorHandlerEndsWithTheAnswerOfTheApi() throws Exception {
        api.refuseAll();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start").policy(policy).to(api.url());
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isInstanceOf(HttpOperationFailedException.class);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(api.tokens()).startsWith("token-1", "token-2").hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theHeaderIsGoneBeforeTheErrorHandlerActs() throws Exception {
        api.refuseWith(500).refuseAll();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class).handled(true).process(note("handler"));
                from("direct:start").policy(policy).to(api.url());
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("handler")).isEqualTo("none");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
    }

    @Test
    void aRouteThatIsStartedAgainIsAsBefore() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start")
                        .routeId("again")
                        .policy(policy)
                        .process(exchange -> seen.add(exchange.getMessage().getHeader("Authorization", String.class)))
                        .process(PolicyErrorHandlingTest::failTwice);
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThat(routes.send("direct:start").getException()).isNull();
            routes.context().getRouteController().stopRoute("again");
            routes.context().getRouteController().startRoute("again");
        }
        assertThat(seen).hasSize(6).containsOnly("Bearer token-1");
    }

    private static void redelivering(RouteBuilder builder) {
        builder.onException(Exception.class)
                .maximumRedeliveries(3)
                .redeliveryDelay(0)
                .onExceptionOccurred(note("occurred"));
    }

    private static void failTwice(Exchange exchange) {
        if (exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) < 2) {
            throw new IllegalStateException("not yet");
        }
    }

    private static Processor note(String property) {
        return exchange ->
                exchange.setProperty(property, exchange.getMessage().getHeader("Authorization", "none", String.class));
    }

    private int received(String mock) {
        return routes.context().getEndpoint(mock, MockEndpoint.class).getReceivedCounter();
    }

    private void start(RouteBuilder builder) throws Exception {
        routes.start(builder);
    }
}
