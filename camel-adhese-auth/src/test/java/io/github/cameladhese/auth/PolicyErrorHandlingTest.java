package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.Vendor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy and the error handler of its route, which takes the block for one step. */
class PolicyErrorHandlingTest extends VendorApiTest {

    private final OAuthPolicy policy = vendor.policy(step);

    PolicyErrorHandlingTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @Test
    void theErrorHandlerSeesNothingOfARejectionThatTheReplayMended() throws Exception {
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                redelivering(this);
                from("direct:start")
                        .policy(vendor.policy(anotherStep))
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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

    private int received(String mock) {
        return routes.context().getEndpoint(mock, MockEndpoint.class).getReceivedCounter();
    }
}
