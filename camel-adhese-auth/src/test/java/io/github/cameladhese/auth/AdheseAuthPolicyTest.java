package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.Vendor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The token of a block: who gets it, and when it is taken off again. */
class AdheseAuthPolicyTest extends VendorApiTest {

    private final OAuthPolicy policy = vendor.policy(step);

    AdheseAuthPolicyTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @Test
    void theTokenIsThatOfTheStep() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
                from("direct:block").policy(policy).process(note("header"));
            }
        });
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(routes.send("direct:block").getProperty("header")).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aHeaderThatTheMessageBroughtIsThereAgainAfterTheBlock() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(api.url()).end().process(note("after"));
            }
        });
        Exchange exchange = routes.sendWith("direct:start", "Authorization", "Basic c2Vs");
        assertThat(exchange.getProperty("after")).isEqualTo("Basic c2Vs");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
    }

    @Test
    void theHeaderIsGoneAfterAFailureThatNobodyHandles() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).throwException(new IllegalStateException("broken"));
            }
        });
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).hasMessage("broken");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
    }

    @Test
    void theHeaderIsGoneAfterAStop() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).stop();
            }
        });
        Exchange exchange = routes.sendWith("direct:start", "Authorization", "Basic c2Vs");
        assertThat(exchange.isRouteStop()).isTrue();
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Basic c2Vs");
    }

    @Test
    void theHeaderIsGoneWhenTheExchangeGoesOnInAnotherThread() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(policy)
                        .delay(1)
                        .asyncDelayed()
                        .to(api.url("vertx-http"))
                        .end()
                        .end()
                        .process(note("after"));
            }
        });
        Exchange exchange = new DefaultExchange(routes.context());
        var producer = routes.context().getEndpoint("direct:start").createAsyncProducer();
        producer.start();
        CompletableFuture<Exchange> done = producer.processAsync(exchange);
        assertThat(done.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(exchange.getProperty("after")).isEqualTo("none");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
    }

    @Test
    void aTransactedExchangeStaysInItsThread() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Processor noteThread = exchange -> threads.add(Thread.currentThread().getName());
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                        .to("direct:rest");
                from("direct:rest")
                        .process(noteThread)
                        .policy(policy)
                        .process(noteThread)
                        .to(api.url())
                        .process(noteThread)
                        .end()
                        .process(noteThread);
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(threads).hasSize(5).containsOnly(Thread.currentThread().getName());
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
    }

    @Test
    void aMistakeInTheAddressFailsAtStart() {
        assertThatThrownBy(() -> routes.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:start")
                                .policy(vendor.policy(vendor.step("scpoe=a")))
                                .to("mock:a");
                    }
                }))
                .hasStackTraceContaining("scpoe");
    }

    @Test
    void aPolicyCannotOnlyInvalidate() {
        assertThatThrownBy(() -> routes.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:start")
                                .policy(vendor.policy(vendor.step("operation=invalidate")))
                                .to("mock:a");
                    }
                }))
                .hasStackTraceContaining("operation=invalidate cannot be used in a policy");
    }

    @Test
    void itsProducerStopsWithTheContext() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to("mock:a");
            }
        });
        routes.send("direct:start");
        routes.context().stop();
        assertThat(routes.component().runtimeIfAny()).isNull();
    }
}
