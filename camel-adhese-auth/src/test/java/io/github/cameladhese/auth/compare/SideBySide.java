package io.github.cameladhese.auth.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameladhese.auth.AdheseAuthPolicy;
import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;

/**
 * The same calls by camel-http's OAuth2 ({@code direct:theirs}) and by this component ({@code direct:ours}), each with a token
 * server and an API of its own.
 */
final class SideBySide implements AutoCloseable {

    /** What theirs was looked at with; another Camel may do better. */
    private static final String CAMEL = "4.18.0";

    final FakeTokenServer theirServer = new FakeTokenServer();
    final FakeTokenServer ourServer = new FakeTokenServer();
    final FakeApi theirApi = new FakeApi();
    final FakeApi ourApi = new FakeApi();
    final Routes routes = new Routes(ourServer);

    /** Another one for each test, as their tokens are kept in a static map. */
    private final String theirClient = UUID.randomUUID().toString();

    /** @param theirOptions without client id and token endpoint; with a secret unless it shall be like ours */
    SideBySide start(String theirOptions) throws Exception {
        assumeTrue(
                routes.context().getVersion().equals(CAMEL),
                "camel-http's OAuth2 is known on Camel " + CAMEL + " only");
        add("direct:theirs", theirs(theirApi.url(), theirOptions));
        add("direct:ours", "adhese-auth:customer-name", ourApi.url());
        return this;
    }

    /** With this component's policy around a call of our API. */
    void addRenewing(String uri) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .policy(new AdheseAuthPolicy("adhese-auth:customer-name"))
                        .to(ourApi.url());
            }
        });
    }

    void add(String uri, String... steps) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to(steps);
            }
        });
    }

    /** The address of an API that gets their token. */
    String theirs(String api, String options) {
        return api + "?oauth2ClientId=" + theirClient + "&oauth2TokenEndpoint=" + theirServer.url() + "/token"
                + (options.contains("oauth2ClientSecret") ? "" : "&oauth2ClientSecret=test-secret-not-real")
                + (options.isEmpty() ? "" : "&" + options);
    }

    Exchange send(String uri) {
        return routes.send(uri);
    }

    /** Asks for a page of the API, of which each has another URL. */
    Exchange page(String uri, int number) {
        return routes.sendWith(uri, Exchange.HTTP_QUERY, "page=" + number);
    }

    /**
     * Sends messages at once, each from a thread of its own, to a token server that answers none of them yet.
     *
     * @param enough when it may answer, given how many threads are free again because their exchange waits without one
     */
    List<Exchange> burst(String uri, FakeTokenServer server, int messages, IntPredicate enough) throws Exception {
        AsyncProducer producer = routes.context().getEndpoint(uri).createAsyncProducer();
        producer.start();
        server.hold();
        ExecutorService threads = Executors.newFixedThreadPool(messages);
        try {
            AtomicInteger free = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(messages);
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                Exchange exchange = new DefaultExchange(routes.context());
                exchanges.add(exchange);
                threads.execute(() -> {
                    producer.process(exchange, doneSync -> done.countDown());
                    free.incrementAndGet();
                });
            }
            await().atMost(50, TimeUnit.SECONDS).until(() -> enough.test(free.get()));
            assertThat(done.getCount()).isEqualTo(messages);
            server.letGo();
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            return exchanges;
        } finally {
            server.letGo();
            threads.shutdownNow();
            producer.stop();
        }
    }

    @Override
    public void close() {
        routes.close();
        ourApi.close();
        theirApi.close();
        ourServer.close();
        theirServer.close();
    }
}
