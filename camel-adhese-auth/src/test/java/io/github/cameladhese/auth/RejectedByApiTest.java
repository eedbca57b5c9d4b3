package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API that rejects a token before its time, called by each of Camel's HTTP clients. */
class RejectedByApiTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"http", "vertx-http", "netty-http"})
    void thePolicyRenewsAndReplays(String client) throws Exception {
        Exchange exchange = sent(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(new AdheseAuthPolicy(STEP))
                        .to(urlFor(client))
                        .end();
            }
        });
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("welcome");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "vertx-http", "netty-http"})
    void thePolicyRenewsAndReplaysWithoutAnExceptionToo(String client) throws Exception {
        Exchange exchange = sent(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(new AdheseAuthPolicy(STEP))
                        .to(urlFor(client) + "?throwExceptionOnFailure=false")
                        .end();
            }
        });
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("welcome");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertThat(server.requestCount()).isEqualTo(2);
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
                        .onRedelivery(new AdheseAuthProcessor(STEP));
                from("direct:start").to(STEP).to(urlFor(client));
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
                        .onRedelivery(new AdheseAuthProcessor(STEP));
                from("direct:start")
                        .doTry()
                        .policy(new AdheseAuthPolicy(STEP))
                        .to(urlFor(client))
                        .end()
                        .endDoTry()
                        .doCatch(Exception.class)
                        .end()
                        .to("direct:again");
                from("direct:again").to(STEP).to(urlFor(client));
            }
        });
        assertThat(exchange.getException()).hasMessageContaining("" + status);
        assertThat(api.tokens())
                .hasSizeGreaterThanOrEqualTo(4)
                .containsOnly("token-1"); // camel-http repeats some by itself
        assertThat(server.requestCount()).isEqualTo(1);
    }

    private String urlFor(String client) {
        return client.equals("http") ? api.url() : api.url(client);
    }

    private Exchange sent(RouteBuilder builder) throws Exception {
        return routes.start(builder).send("direct:start");
    }
}
