package io.github.cameladhese.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.Vendor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a block is run again with. */
class PolicyReplayTest extends VendorApiTest {

    private final OAuthPolicy policy = vendor.policy(step);

    PolicyReplayTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @Test
    void theReplayBeginsWithTheMessageAsItWas() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        routes.start(new RouteBuilder() {
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
        Exchange exchange = routes.sendWith("direct:start", "page", "1");
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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
        routes.start(new RouteBuilder() {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void childrenOfASplitShareOneRenewal(boolean policyAroundTheSplit) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:start").to(step);
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

    private List<Boolean> bodiesThatAre(String text) {
        return api.requests().stream()
                .map(request -> request.getBodyAsString().equals(text))
                .toList();
    }
}
