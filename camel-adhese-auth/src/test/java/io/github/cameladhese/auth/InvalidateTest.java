package io.github.cameladhese.auth;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenRejectedException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step does about a token that an API rejected: when it is told, and when it is run again. */
class InvalidateTest extends VendorApiTest {

    private final String invalidate = vendor.step("operation=invalidate");

    InvalidateTest(Vendor vendor) {
        super(vendor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer token-1", "bearer token-1", "BEARER   token-1 "})
    void theTokenOfTheHeaderIsReportedAndTakenOff(String header) throws Exception {
        startStepAndInvalidate();
        routes.authorization();
        Exchange exchange = routes.sendWith("direct:invalidate", "Authorization", header);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(renewedTo("token-2")).isTrue();
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dG9rZW4tMQ==", "Bearertoken-1", "Bearer ", "token-1", ""})
    void whatIsNoBearerTokenIsLeftAlone(String header) throws Exception {
        startStepAndInvalidate();
        routes.authorization();
        Exchange exchange = routes.sendWith("direct:invalidate", "Authorization", header);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo(header);
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void withoutAHeaderNothingHappens() throws Exception {
        startStepAndInvalidate();
        assertThat(routes.send("direct:invalidate").getException()).isNull();
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void anotherTokenThanTheCurrentOneIsNotRenewed() throws Exception {
        startStepAndInvalidate();
        routes.authorization();
        routes.sendWith("direct:invalidate", "Authorization", "Bearer token-0");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void invalidateDoesNotWait() throws Exception {
        startStepAndInvalidate();
        routes.authorization();
        server.hold();
        assertThat(routes.sendWith("direct:invalidate", "Authorization", "Bearer token-1")
                        .getException())
                .isNull();
        server.letGo();
        assertThat(renewedTo("token-2")).isTrue();
    }

    @Test
    void theExchangeThatReportedATokenNeverGetsItAgain() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
                from("direct:twice").to(step).to(invalidate).to(step);
            }
        });
        assertThat(routes.send("direct:twice").getMessage().getHeader("Authorization"))
                .isEqualTo("Bearer token-2");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", ""));
        routes.clock().advance(ofSeconds(31));
        Exchange failed = routes.send("direct:twice");
        assertThat(failed.getException()).isInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(failed.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void duringTheCoolDownAnOrdinaryStepFails() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice").to(step).to(invalidate).to(step);
            }
        });
        assertThat(routes.send("direct:twice").getException()).isNull();
        assertThat(routes.send("direct:twice").getException()).isInstanceOf(TokenRejectedException.class);
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void duringTheCoolDownOnRedeliveryLetsTheAnswerOfTheApiThrough() throws Exception {
        api.refuseAll();
        routes.startRenewing(3, api.url());
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isInstanceOf(HttpOperationFailedException.class);
        assertThat(api.tokens()).hasSize(4).startsWith("token-1", "token-2").doesNotContainNull();
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void aRenewalThatFailsOnRedeliveryIsLoggedAndLeavesTheRestToTheApi() throws Exception {
        server.answers(number -> number == 1
                ? FakeTokenServer.token(1)
                : FakeTokenServer.error(400, "invalid_client", "no more of this"));
        api.revoke("token-1");
        routes.startRenewing(1, api.url());
        try (CapturedLogs logs = new CapturedLogs()) {
            assertThat(routes.send("direct:start").getException()).isInstanceOf(HttpOperationFailedException.class);
            assertThat(logs.lines(vendor.processor(step).getClass().getName()::equals))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line.text()).startsWith("WARN").contains("HTTP 400 invalid_client"));
        }
        assertThat(api.tokens()).containsExactly("token-1", "token-1");
    }

    @Test
    void aRejectionThatTheRouteHandledIsNotReportedLater() throws Exception {
        api.revoke("token-1");
        routes.startRedelivering(2, route -> route.doTry()
                .to(step)
                .to(api.url())
                .doCatch(HttpOperationFailedException.class)
                .end()
                .to(step)
                .throwException(new IllegalStateException("for another reason")));
        assertThat(routes.send("direct:start").getException()).isInstanceOf(IllegalStateException.class);
        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aSecondStepInARedeliveredRouteKeepsTheRenewedToken() throws Exception {
        api.revoke("token-1");
        routes.startRedelivering(
                2, route -> route.to(step).to(step).to(api.url()).to(step).to(api.url()));
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(api.tokens()).containsExactly("token-1", "token-2", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void withTwoRealmsOnlyTheRejectedTokenIsRenewed() throws Exception {
        api.revoke("token-2");
        routes.startRedelivering(
                2, route -> route.to(step).to(api.url()).to(anotherStep).to(api.url()));
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(api.tokens()).containsExactly("token-1", "token-2", "token-1", "token-3");
        assertThat(server.requests().get(2).getUrl()).contains("another-customer");
    }

    @Test
    void whichStatusesMeanThatTheTokenIsDeadCanBeSet() throws Exception {
        api.revoke("token-1").refuseWith(419);
        routes.options().setRejectedStatus("401, 419");
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(vendor.policy(step)).to(api.url());
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
    }

    private void startStepAndInvalidate() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
                from("direct:invalidate").to(invalidate);
            }
        });
    }

    /** Others get the suspect until its successor is there. */
    private boolean renewedTo(String token) {
        await().until(() -> routes.authorization().equals("Bearer " + token));
        return true;
    }
}
