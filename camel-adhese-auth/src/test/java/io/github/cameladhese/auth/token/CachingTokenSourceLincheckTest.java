package io.github.cameladhese.auth.token;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every order in which threads can meet in the cache gives what some order one after the other would give. */
@Tag("lincheck")
class CachingTokenSourceLincheckTest {

    /** One for a verify, more for a long look: profile lincheck. */
    private static final int FACTOR = Integer.getInteger("lincheck.factor", 1);

    @Test
    void isLinearizableInEveryOrderOfItsSteps() {
        new ModelCheckingOptions()
                .iterations(5 * FACTOR)
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0) // or it would be warm, or closed, before the threads meet
                .actorsAfter(1)
                .check(Cache.class);
    }

    @Test
    void isLinearizableOnRealThreads() {
        new StressOptions()
                .iterations(3 * FACTOR)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(Cache.class);
    }

    @Test
    void asksOnceForTwoWhoFindItEmpty() {
        Lincheck.runConcurrentTest(30 * FACTOR, () -> {
            Cache cache = new Cache();
            AtomicReference<AccessToken> other = new AtomicReference<>();
            Thread thread = new Thread(() -> other.set(cache.source.token().join()));
            thread.start();
            AccessToken mine = cache.source.token().join();
            join(thread);
            if (other.get() != mine || cache.requests.get() != 1) {
                throw new AssertionError(cache.requests.get() + " requests");
            }
        });
    }

    @Test
    void asksOnceForTwoWhoReportTheSameToken() {
        Lincheck.runConcurrentTest(30 * FACTOR, () -> {
            Cache cache = new Cache();
            Secret dead = Secret.of(cache.source.token().join().value());
            AtomicReference<AccessToken> other = new AtomicReference<>();
            Thread thread =
                    new Thread(() -> other.set(cache.source.invalidate(dead).join()));
            thread.start();
            AccessToken mine = cache.source.invalidate(dead).join();
            join(thread);
            if (other.get() != mine || cache.requests.get() != 2) {
                throw new AssertionError(cache.requests.get() + " requests");
            }
        });
    }

    /** The proof that the tool would see it: compare-and-set whose outcome nobody looks at. */
    @Test
    void findsAFaultWhereThereIsOne() {
        assertThatThrownBy(() -> new ModelCheckingOptions()
                        .iterations(5)
                        .invocationsPerIteration(200)
                        .threads(2)
                        .actorsPerThread(1)
                        .check(CarelessCounter.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Lincheck calls; a new one for each order. Time stands still. */
    public static class Cache {

        final AtomicInteger requests = new AtomicInteger();
        final CachingTokenSource source = new CachingTokenSource(
                new Upstream(this::fetch, this::fetch, Caches.LONGEST, Caches.TARGET, () -> "", TokenShare.NONE),
                new RefreshPolicy(ofSeconds(30), null),
                new Timing(
                        Standstill.INSTANCE,
                        Standstill.INSTANCE,
                        (delay, task) -> () -> {},
                        Runnable::run,
                        Caches.MIDDLE),
                TokenWatch.NONE);

        private CompletableFuture<AccessToken> fetch() {
            return CompletableFuture.completedFuture(
                    new AccessToken("token-" + requests.incrementAndGet(), Set.of(), new Moment(0, 0), ofMinutes(5)));
        }

        @Operation
        public String token() {
            return seen(source.token());
        }

        @Operation
        public String invalidateTheFirst() {
            return seen(source.invalidate(Secret.of("token-1")));
        }

        @Operation(runOnce = true)
        public void close() {
            source.close();
        }

        private static String seen(CompletableFuture<AccessToken> future) {
            return future.handle((token, failure) -> token == null ? "failed" : token.value())
                    .join();
        }
    }

    private enum Standstill implements TokenClock {
        INSTANCE;

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long currentTimeMillis() {
            return 0;
        }
    }

    public static class CarelessCounter {

        private final AtomicInteger value = new AtomicInteger();

        @Operation
        public int increment() {
            int seen = value.get();
            value.compareAndSet(seen, seen + 1);
            return seen + 1;
        }
    }
}
