package io.github.cameladhese.auth.token;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/** A thousand threads find the cache empty at once. */
class ColdBurstTest {

    private static final int THREADS = 1000;

    private final FakeClock clock = new FakeClock();
    private final FakeTokenSource upstream = new FakeTokenSource(clock, ofMinutes(5));
    private final CachingTokenSource source = Caches.over(upstream, ofSeconds(30), clock);

    @RepeatedTest(5)
    void makesOneRequestAndAllGetItsToken() throws Exception {
        AccessToken token = upstream.issue(1);
        List<Object> outcomes = burst(() -> upstream.answer(token));
        assertThat(outcomes).hasSize(THREADS).containsOnly(token);
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @RepeatedTest(5)
    void makesOneRequestAndAllGetItsFailure() throws Exception {
        TokenException failure = Caches.unavailable();
        List<Object> outcomes = burst(() -> upstream.fail(failure));
        assertThat(outcomes).hasSize(THREADS).containsOnly(failure);
        assertThat(upstream.requests()).isEqualTo(1);
    }

    /** Every thread has asked before the answer comes, and none was held up by another one. */
    private List<Object> burst(Runnable answer) throws Exception {
        upstream.hold();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            CountDownLatch asked = new CountDownLatch(THREADS);
            List<Future<Object>> outcomes = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                outcomes.add(threads.submit(() -> {
                    start.await();
                    CompletableFuture<AccessToken> token = source.token();
                    asked.countDown();
                    return token.handle((held, failure) -> failure == null ? held : TokenException.unwrap(failure))
                            .get(60, TimeUnit.SECONDS);
                }));
            }
            start.countDown();
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            answer.run();
            List<Object> all = new ArrayList<>();
            for (Future<Object> outcome : outcomes) {
                all.add(outcome.get(60, TimeUnit.SECONDS));
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
