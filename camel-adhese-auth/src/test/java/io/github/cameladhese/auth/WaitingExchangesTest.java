package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.testkit.Vendor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Exchanges that wait for a token, and those that must not leave their thread. */
class WaitingExchangesTest extends VendorRouteTest {

    WaitingExchangesTest(Vendor vendor) {
        super(vendor);
    }

    @Test
    void anExchangeThatWaitsGoesOnInAThreadOfCamels() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step).process(WaitingExchangesTest::noteThread);
            }
        });
        assertThat(routes.send("direct:start").getProperty("thread", String.class))
                .matches("Camel .* - " + vendor.threads());
        assertThat(routes.send("direct:start").getProperty("thread"))
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void aTransactedExchangeStaysInItsThread() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step).process(WaitingExchangesTest::noteThread);
            }
        });
        Exchange exchange = routes.context()
                .createProducerTemplate()
                .request("direct:start", sent -> sent.getExchangeExtension().setTransacted(true));
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
        assertThat(exchange.getProperty("thread"))
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void thousandsThatWaitGoOnInCamelsThreadsOnly() throws Exception {
        routes.startWith(step);
        AsyncProducer producer = routes.endpoint(step).createAsyncProducer();
        producer.start();
        server.hold();
        int exchanges = 5000;
        CountDownLatch done = new CountDownLatch(exchanges);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < exchanges; i++) {
            assertThat(producer.process(new DefaultExchange(routes.context()), doneSync -> {
                        threads.add(Thread.currentThread().getName());
                        done.countDown();
                    }))
                    .isFalse();
        }
        server.letGo();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(threads)
                .allMatch(name -> name.matches("Camel .* - " + vendor.threads()))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(server.requestCount()).isEqualTo(1);
        producer.stop();
    }

    @Test
    void anExchangeThatStoodInAQueueGetsTheTokenThatIsCurrentThen() throws Exception {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        routes.startWith(step);
        TokenSettings settings = routes.endpoint(step).settings();
        TokenAccount account =
                routes.component().runtime().accounts().find(settings.key()).orElseThrow();
        TokenStep queued = new TokenStep(
                account.source(),
                new RequiredPermissions(Set.of(), settings.client().target(), json -> Map.of()),
                new TokenWait(settings.client().target(), Duration.ofSeconds(60), routes.clock(), account.watch()),
                new Routing(queue::add),
                routes.clock());
        Exchange exchange = new DefaultExchange(routes.context());
        server.hold(); // until it waits: the answer may come before the step looks for it
        queued.process(exchange, doneSync -> {});
        server.letGo();
        Runnable rest = next(queue);
        routes.clock().advance(Duration.ofSeconds(270));
        routes.send("direct:start");
        rest.run();
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-2");

        Exchange late = new DefaultExchange(routes.context());
        routes.clock().advance(Duration.ofMinutes(5));
        server.hold();
        queued.process(late, doneSync -> {});
        server.letGo();
        Runnable restOfLate = next(queue);
        routes.clock().advance(Duration.ofMinutes(5)); // the token that it waited for is over
        server.hold();
        restOfLate.run();
        assertThat(late.getMessage().getHeaders()).isEmpty();
        server.letGo();
        next(queue).run();
        assertThat(late.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-4");
    }

    private static Runnable next(BlockingQueue<Runnable> queue) throws InterruptedException {
        Runnable next = queue.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("what goes on").isNotNull();
        return next;
    }

    private static void noteThread(Exchange exchange) {
        exchange.setProperty("thread", Thread.currentThread().getName());
    }
}
