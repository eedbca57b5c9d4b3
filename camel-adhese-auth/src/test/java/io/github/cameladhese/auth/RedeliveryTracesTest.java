package io.github.cameladhese.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Camel leaves on an exchange after a redelivery must not be taken for another one. */
class RedeliveryTracesTest extends VendorApiTest {

    private final FakeTokenServer other = new FakeTokenServer();

    RedeliveryTracesTest(Vendor vendor) {
        super(vendor);
    }

    @AfterEach
    void stopOther() {
        other.close();
    }

    @Test
    void a401OfAnotherHostThatWasOvercomeIsNotReportedByALaterStep() throws Exception {
        other.answers(number -> aResponse().withStatus(number == 1 ? 401 : 200));
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:start").to(step).to(other.url() + "/host").to(step).to(api.url());
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(other.requestCount()).isEqualTo(2);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aTokenOfAnotherRealmIsNotSentInPlaceOfOneThatCannotBeHad() throws Exception {
        other.answers(number -> aResponse().withStatus(number == 1 ? 503 : 200));
        server.answers(number -> number == 1
                ? FakeTokenServer.token(1)
                : FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:start")
                        .process(vendor.processor(step))
                        .to(other.url() + "/host")
                        .process(vendor.processor(anotherStep))
                        .to(api.url());
            }
        });
        assertThat(routes.send("direct:start").getException()).isInstanceOf(CredentialsRejectedException.class);
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void whatGoesOnInCamelsThreadsMayWaitForATokenThereAgain() throws Exception {
        api.revoke("token-1");
        routes.startRenewing(1, api.url());
        server.hold();
        var template = routes.context().createProducerTemplate();
        List<CompletableFuture<Exchange>> calls = Stream.generate(() -> template.asyncSend("direct:start", sent -> {}))
                .limit(40)
                .toList();
        await().until(() -> server.requestCount() == 1);
        server.letGo();
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().getException()).isNull());
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void nestedPoliciesReplayOnceWhenTheClientThrowsNothing() throws Exception {
        api.refuseAll();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(vendor.policy(step))
                        .policy(vendor.policy(anotherStep))
                        .to(api.url() + "?throwExceptionOnFailure=false")
                        .end()
                        .end();
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(api.requests()).hasSize(2);
        assertThat(server.requestCount())
                .as("two for the inner, one for the outer")
                .isEqualTo(3);
    }
}
