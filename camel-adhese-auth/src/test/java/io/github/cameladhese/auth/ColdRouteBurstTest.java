package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A thousand threads come to the step at once, over a real socket to a token endpoint that takes its time. */
class ColdRouteBurstTest extends VendorRouteTest {

    private static final int THREADS = 1000;

    ColdRouteBurstTest(Vendor vendor) {
        super(vendor);
    }

    @Test
    void makeOneRequestAndAllGetItsToken() throws Exception {
        List<Exchange> exchanges = burst();
        assertThat(exchanges).allSatisfy(exchange -> {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
        });
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void makeOneRequestAndAllGetItsFailureEachInAnExceptionOfItsOwn() throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        List<Exchange> exchanges = burst();
        Set<Throwable> own = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Throwable> shared = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Exchange exchange : exchanges) {
            assertThat(exchange.getException()).isInstanceOf(CredentialsRejectedException.class);
            assertThat(exchange.getMessage().getHeaders()).isEmpty();
            own.add(exchange.getException());
            shared.add(exchange.getException().getCause());
        }
        assertThat(own).hasSize(THREADS);
        assertThat(shared).hasSize(1);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    /** The answer is held back until every thread has asked and was let go: none waits in line behind another. */
    private List<Exchange> burst() throws Exception {
        routes.startWith(step);
        AsyncProducer producer = routes.endpoint(step).createAsyncProducer();
        producer.start();
        server.hold();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            CountDownLatch asked = new CountDownLatch(THREADS);
            CountDownLatch done = new CountDownLatch(THREADS);
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Exchange exchange = new DefaultExchange(routes.context());
                exchanges.add(exchange);
                threads.execute(() -> {
                    try {
                        start.await();
                        producer.process(exchange, doneSync -> done.countDown());
                        asked.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            start.countDown();
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(done.getCount()).isEqualTo(THREADS);
            server.letGo();
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            return exchanges;
        } finally {
            threads.shutdownNow();
            producer.stop();
        }
    }
}
