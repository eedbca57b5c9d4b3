package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.Vendor;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;

/** What comes of a token that an API rejects before its time: with Camel's redelivery alone, and by the ways that work. */
class NaiveRedeliveryTest extends VendorApiTest {

    NaiveRedeliveryTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @Test
    void redeliveryAloneSendsTheSameDeadTokenFiveTimes() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(4).redeliveryDelay(0));
                from("direct:start").to(step).to(api.url());
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException(HttpOperationFailedException.class).getStatusCode())
                .isEqualTo(401);
        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-1", "token-1", "token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void theProcessorOnRedeliveryRenewsFirst() throws Exception {
        routes.startRenewing(4, api.url());
        assertRenewedOnce();
    }

    @Test
    void aSubRouteThatIsRedeliveredAsAWholeRenewsFirst() throws Exception {
        routes.startRedelivering(4, route -> route.to(step).to(api.url()));
        assertRenewedOnce();
    }

    @Test
    void invalidateInACatchClauseRenewsForTheNextStep() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .doTry()
                        .to(step)
                        .to(api.url())
                        .doCatch(HttpOperationFailedException.class)
                        .to(vendor.step("operation=invalidate"))
                        .to(step)
                        .to(api.url())
                        .end();
            }
        });
        assertRenewedOnce();
    }

    private void assertRenewedOnce() {
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("welcome");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }
}
