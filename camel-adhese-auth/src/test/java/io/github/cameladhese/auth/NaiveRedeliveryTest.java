package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of a token that an API rejects before its time: with Camel's redelivery alone, and by the ways that work. */
class NaiveRedeliveryTest {

    private static final String STEP = "adhese-auth:customer-name";

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi().revoke("token-1");
    private final Routes routes = new Routes(server);

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    @Test
    void redeliveryAloneSendsTheSameDeadTokenFiveTimes() throws Exception {
        Exchange exchange = sent(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(4).redeliveryDelay(0));
                from("direct:start").to(STEP).to(api.url());
            }
        });
        assertThat(exchange.getException(HttpOperationFailedException.class).getStatusCode())
                .isEqualTo(401);
        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-1", "token-1", "token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void theProcessorOnRedeliveryRenewsFirst() throws Exception {
        assertRenewedOnce(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .maximumRedeliveries(4)
                        .redeliveryDelay(0)
                        .onRedelivery(new AdheseAuthProcessor(STEP));
                from("direct:start").to(STEP).to(api.url());
            }
        });
    }

    @Test
    void aSubRouteThatIsRedeliveredAsAWholeRenewsFirst() throws Exception {
        assertRenewedOnce(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(4).redeliveryDelay(0));
                from("direct:start").to("direct:call");
                from("direct:call").errorHandler(noErrorHandler()).to(STEP).to(api.url());
            }
        });
    }

    @Test
    void invalidateInACatchClauseRenewsForTheNextStep() throws Exception {
        assertRenewedOnce(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .doTry()
                        .to(STEP)
                        .to(api.url())
                        .doCatch(HttpOperationFailedException.class)
                        .to(STEP + "?operation=invalidate")
                        .to(STEP)
                        .to(api.url())
                        .end();
            }
        });
    }

    private void assertRenewedOnce(RouteBuilder builder) throws Exception {
        Exchange exchange = sent(builder);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("welcome");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    private Exchange sent(RouteBuilder builder) throws Exception {
        return routes.start(builder).send("direct:start");
    }
}
