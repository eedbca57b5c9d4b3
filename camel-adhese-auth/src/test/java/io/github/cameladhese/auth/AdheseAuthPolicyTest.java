package io.github.cameladhese.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenRejectedException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdheseAuthPolicyTest {

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
    void theTokenIsThatOfTheStep() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(STEP);
                from("direct:block").policy(policy).process(note("header"));
            }
        });
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(routes.send("direct:block").getProperty("header")).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aHeaderThatTheMessageBroughtIsThereAgainAfterTheBlock() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(api.url()).end().process(note("after"));
            }
        });
        Exchange exchange = sendWith("Authorization", "Basic c2Vs");
        assertThat(exchange.getProperty("after")).isEqualTo("Basic c2Vs");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
    }

    @Test
    void theHeaderIsGoneAfterAFailureThatNobodyHandles() throws Exception {
        start(new RouteBuilder() {
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
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).stop();
            }
        });
        Exchange exchange = sendWith("Authorization", "Basic c2Vs");
        assertThat(exchange.isRouteStop()).isTrue();
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Basic c2Vs");
    }

    @Test
    void theHeaderIsGoneWhenTheExchangeGoesOnInAnotherThread() throws Exception {
        start(new RouteBuilder() {
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
    void theReplayBeginsWithTheMessageAsItWas() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .setBody(constant("order"))
                        .policy(policy)
                        .process(exchange -> seen.add(exchange.getMessage().getBody(String.class) + " "
                                + exchange.getMessage().getHeader("page") + " "
                                + exchange.getMessage().getHeader("mine") + " "
                                + exchange.getProperty(Exchange.EXCEPTION_CAUGHT) + " "
                                + exchange.getProperty(Exchange.FAILURE_ENDPOINT)))
                        .setHeader("page", constant("other"))
                        .setHeader("mine", constant("set in the block"))
                        .to(api.url());
            }
        });
        Exchange exchange = sendWith("page", "1");
        assertThat(exchange.getException()).isNull();
        assertThat(seen).containsExactly("order 1 null null null", "order 1 null null null");
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isNull();
        assertThat(api.requests())
                .allSatisfy(request -> assertThat(request.getBodyAsString()).isEqualTo("order"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatIsAStreamIsSentCompletelyTwice(boolean streamCaching) throws Exception {
        routes.context().setStreamCaching(streamCaching);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(api.url());
            }
        });
        String text = "campaign,".repeat(100_000);
        List<Object> bodies = List.of(
                new ByteArrayInputStream(text.getBytes(UTF_8)),
                new StringReader(text),
                new StreamSource(new ByteArrayInputStream(text.getBytes(UTF_8))),
                text.getBytes(UTF_8));
        for (Object body : bodies) {
            api.revoke("token-" + server.requestCount());
            Exchange exchange = routes.context()
                    .createProducerTemplate()
                    .request("direct:start", sent -> sent.getMessage().setBody(body));
            assertThat(exchange.getException()).isNull();
            routes.clock().advance(ofSeconds(31)); // the cool-down
        }
        assertThat(bodiesThatAre(text)).containsOnly(true).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "vertx-http", "netty-http"})
    void aStreamIsReplayedByEachClient(String client) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to(client.equals("http") ? api.url() : api.url(client));
            }
        });
        String text = "campaign,".repeat(50_000);
        Exchange exchange = routes.context().createProducerTemplate().request("direct:start", sent -> {
            sent.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
            sent.getMessage().setBody(new ByteArrayInputStream(text.getBytes(UTF_8)));
        });
        assertThat(exchange.getException()).isNull();
        assertThat(bodiesThatAre(text)).containsExactly(true, true);
    }

    @Test
    void aFileIsReplayed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("order.csv"), "campaign");
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0").to("direct:start");
                from("direct:start").policy(policy).to(api.url());
            }
        });
        await().until(() -> api.requests().size() == 2);
        assertThat(api.requests())
                .allSatisfy(request -> assertThat(request.getBodyAsString()).isEqualTo("campaign"));
    }

    @Test
    void theStreamOfTheRejectedAnswerIsClosed() throws Exception {
        List<String> closed = new ArrayList<>();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").streamCache("false").policy(policy).process(exchange -> {
                    String token = exchange.getMessage().getHeader("Authorization", String.class);
                    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, token.endsWith("1") ? 401 : 200);
                    exchange.getMessage().setBody(new InputStream() {
                        @Override
                        public int read() {
                            return -1;
                        }

                        @Override
                        public void close() {
                            closed.add(token);
                        }
                    });
                });
            }
        });
        assertThat(routes.send("direct:start").getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(200);
        assertThat(closed).containsExactly("Bearer token-1");
    }

    @Test
    void aBlockIsReplayedOnceAtMost() throws Exception {
        api.refuseAll();
        start(new RouteBuilder() {
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
        start(new RouteBuilder() {
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
    void aFailedRenewalIsTheOutcomeAndKeepsTheAnswerOfTheApi() throws Exception {
        server.answers(number -> number == 1
                ? FakeTokenServer.token(1)
                : FakeTokenServer.error(503, "temporarily_unavailable", "back soon"));
        start(new RouteBuilder() {
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
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(policy)
                        .process(note("outer"))
                        .policy(new AdheseAuthPolicy("adhese-auth:another-customer"))
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
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .policy(policy)
                        .policy(new AdheseAuthPolicy("adhese-auth:another-customer"))
                        .to(api.url());
            }
        });
        assertThat(routes.send("direct:start").getException()).isInstanceOf(HttpOperationFailedException.class);
        assertThat(api.tokens()).containsExactly("token-2", "token-3");
        assertThat(server.requestCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void childrenOfASplitShareOneRenewal(boolean policyAroundTheSplit) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:start").to(STEP);
                from("direct:split-in-policy")
                        .policy(policy)
                        .split(body())
                        .parallelProcessing()
                        .to(api.url())
                        .end()
                        .end();
                from("direct:policy-in-split")
                        .split(body())
                        .parallelProcessing()
                        .policy(policy)
                        .to(api.url())
                        .end()
                        .end();
            }
        });
        routes.authorization();
        int children = 8;
        api.answerOnceThereAre(children);
        List<String> pages = Collections.nCopies(children, "page");
        Exchange exchange = routes.context()
                .createProducerTemplate()
                .request(
                        policyAroundTheSplit ? "direct:split-in-policy" : "direct:policy-in-split",
                        sent -> sent.getMessage().setBody(pages));
        assertThat(exchange.getException()).isNull();
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(api.tokens()).hasSize(2 * children);
        assertThat(Collections.frequency(api.tokens(), "token-1")).isEqualTo(children);
        assertThat(Collections.frequency(api.tokens(), "token-2")).isEqualTo(children);
    }

    @Test
    void aRejectionThatTheBlockHandledIsNotReplayed() throws Exception {
        start(new RouteBuilder() {
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
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to("mock:quiet");
            }
        });
        Exchange exchange = sendWith(Exchange.HTTP_RESPONSE_CODE, 401);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aTransactedExchangeStaysInItsThread() throws Exception {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Processor noteThread = exchange -> threads.add(Thread.currentThread().getName());
        start(new RouteBuilder() {
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
        assertThatThrownBy(() -> start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:start")
                                .policy(new AdheseAuthPolicy(STEP + "?scpoe=a"))
                                .to("mock:a");
                    }
                }))
                .hasStackTraceContaining("scpoe");
    }

    @Test
    void aPolicyCannotOnlyInvalidate() {
        assertThatThrownBy(() -> start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:start")
                                .policy(new AdheseAuthPolicy(STEP + "?operation=invalidate"))
                                .to("mock:a");
                    }
                }))
                .hasStackTraceContaining("operation=invalidate cannot be used in a policy");
    }

    @Test
    void itsProducerStopsWithTheContext() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").policy(policy).to("mock:a");
            }
        });
        routes.send("direct:start");
        routes.context().stop();
        assertThat(routes.component().runtimeIfAny()).isNull();
    }

    @Test
    void duringTheCoolDownAnEarlierReportFailsTheBlock() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to(STEP)
                        .to(STEP + "?operation=invalidate")
                        .policy(policy)
                        .to("mock:a");
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(routes.send("direct:start").getException()).isInstanceOf(TokenRejectedException.class);
    }

    private Exchange sendWith(String header, Object value) {
        return routes.context().createProducerTemplate().request("direct:start", sent -> sent.getMessage()
                .setHeader(header, value));
    }

    private List<Boolean> bodiesThatAre(String text) {
        return api.requests().stream()
                .map(request -> request.getBodyAsString().equals(text))
                .toList();
    }

    private void start(RouteBuilder builder) throws Exception {
        routes.start(builder);
    }

    private static Processor note(String property) {
        return exchange ->
                exchange.setProperty(property, exchange.getMessage().getHeader("Authorization", "none", String.class));
    }
}
