package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.Vendor;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API that rejects a token before its time, called by each of Camel's HTTP clients. */
class RejectedByApiTest extends VendorApiTest {

    RejectedByApiTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "vertx-http", "netty-http"})
    void thePolicyRenewsAndReplays(String client) throws Exception {
        Exchange exchange = renewedAndReplayed(urlFor(client));
        assertThat(exchange.getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "vertx-http", "netty-http"})
    void thePolicyRenewsAndReplaysWithoutAnExceptionToo(String client) throws Exception {
        Exchange exchange = renewedAndReplayed(urlFor(client) + "?throwExceptionOnFailure=false");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "vertx-http", "netty-http"})
    void theProcessorOnRedeliveryRenews(String client) throws Exception {
        Exchange exchange = sent(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .maximumRedeliveries(4)
                        .redeliveryDelay(0)
                        .onRedelivery(vendor.processor(step));
                from("direct:start").to(step).to(urlFor(client));
            }
        });
        assertThat(exchange.getException()).isNull();
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"http, 403", "http, 429", "http, 503", "vertx-http, 403", "vertx-http, 503", "netty-http, 429"})
    void anotherStatusNeverTouchesTheToken(String client, int status) throws Exception {
        api.refuseWith(status);
        Exchange exchange = sent(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .onRedelivery(vendor.processor(step));
                from("direct:start")
                        .doTry()
                        .policy(vendor.policy(step))
                        .to(urlFor(client))
                        .end()
                        .endDoTry()
                        .doCatch(Exception.class)
                        .end()
                        .to("direct:again");
                from("direct:again").to(step).to(urlFor(client));
            }
        });
        assertThat(exchange.getException()).hasMessageContaining("" + status);
        assertThat(api.tokens())
                .hasSizeGreaterThanOrEqualTo(4)
                .containsOnly("token-1"); // camel-http repeats some by itself
        assertThat(server.requestCount()).isEqualTo(1);
    }

    private Exchange renewedAndReplayed(String url) throws Exception {
        Exchange exchange = sent(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(vendor.policy(step)).to(url).end();
            }
        });
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("welcome");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
        return exchange;
    }

    private String urlFor(String client) {
        return client.equals("http") ? api.url() : api.url(client);
    }

    private Exchange sent(RouteBuilder builder) throws Exception {
        return routes.start(builder).send("direct:start");
    }
}
