package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenRejectedException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;

/** When a block is run again, and what its outcome is if that does not help. */
class PolicyRenewalTest extends VendorApiTest {

    private final OAuthPolicy policy = vendor.policy(step);

    PolicyRenewalTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @Test
    void aBlockIsReplayedOnceAtMost() throws Exception {
        api.refuseAll();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(api.url());
            }
        });
        assertThat(routes.send("direct:start")
                        .getException(HttpOperationFailedException.class)
                        .getStatusCode())
                .isEqualTo(401);
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void duringTheCoolDownTheAnswerOfTheApiIsTheOutcome() throws Exception {
        api.refuseAll();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(api.url());
                from("direct:code").policy(policy).to(api.url() + "?throwExceptionOnFailure=false");
            }
        });
        routes.send("direct:start");
        for (int i = 0; i < 10; i++) {
            assertThat(routes.send("direct:start").getException()).isInstanceOf(HttpOperationFailedException.class);
            Exchange code = routes.send("direct:code");
            assertThat(code.getException()).isNull();
            assertThat(code.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
            assertThat(code.getMessage().getHeaders()).doesNotContainKey("Authorization");
        }
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void duringTheCoolDownAnEarlierReportFailsTheBlock() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to(step)
                        .to(vendor.step("operation=invalidate"))
                        .policy(policy)
                        .to("mock:a");
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(routes.send("direct:start").getException()).isInstanceOf(TokenRejectedException.class);
    }

    @Test
    void aFailedRenewalIsTheOutcomeAndKeepsTheAnswerOfTheApi() throws Exception {
        server.answers(number -> number == 1
                ? FakeTokenServer.token(1)
                : FakeTokenServer.error(503, "temporarily_unavailable", "back soon"));
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(api.url());
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(exchange.getException().getSuppressed())
                .singleElement()
                .isInstanceOf(HttpOperationFailedException.class);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(api.tokens()).containsExactly("token-1");
    }

    @Test
    void nestedPoliciesEachHaveTheirToken() throws Exception {
        api.revoke("token-2");
        api.revoke("token-0");
        FakeApi both = api;
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(policy)
                        .process(note("outer"))
                        .policy(vendor.policy(anotherStep))
                        .to(both.url())
                        .process(note("inner"))
                        .end()
                        .process(note("outer again"))
                        .end()
                        .process(note("after"));
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("outer")).isEqualTo("Bearer token-1");
        assertThat(exchange.getProperty("inner")).isEqualTo("Bearer token-3");
        assertThat(exchange.getProperty("outer again")).isEqualTo("Bearer token-1");
        assertThat(exchange.getProperty("after")).isEqualTo("none");
    }

    @Test
    void anOuterPolicyDoesNotBlameItsTokenForWhatAnInnerOneCouldNotMend() throws Exception {
        api.refuseAll();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(policy)
                        .policy(vendor.policy(anotherStep))
                        .to(api.url());
            }
        });
        assertThat(routes.send("direct:start").getException()).isInstanceOf(HttpOperationFailedException.class);
        assertThat(api.tokens()).containsExactly("token-2", "token-3");
        assertThat(server.requestCount()).isEqualTo(3);
    }

    @Test
    void aRejectionThatTheBlockHandledIsNotReplayed() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(policy)
                        .doTry()
                        .to(api.url())
                        .doCatch(HttpOperationFailedException.class)
                        .setBody(constant("handled"))
                        .end()
                        .end();
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getMessage().getBody()).isEqualTo("handled");
        assertThat(api.tokens()).containsExactly("token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void anOlderAnswerOnTheMessageIsNotTakenForTheBlocks() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to("mock:quiet");
            }
        });
        Exchange exchange = routes.sendWith("direct:start", Exchange.HTTP_RESPONSE_CODE, 401);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(server.requestCount()).isEqualTo(1);
    }
}
