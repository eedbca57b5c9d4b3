package io.github.cameladhese.auth.store;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store is asked in threads of its own. */
class StoreAccessTest {

    private final FakeClock clock = new FakeClock();
    private final InMemoryTokenStore entries = new InMemoryTokenStore(clock);
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(StoreAccess.THREADS);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @AfterEach
    void stop() {
        letGo.countDown();
        threads.shutdownNow();
    }

    /** A thousand customers at a cold start wait for each other, which is not the store's fault. */
    @Test
    void waitingForAThreadDoesNotCount() {
        StoreAccess access = access(queue::add);
        CompletableFuture<Optional<byte[]>> asked = get(access);
        clock.advance(ofMinutes(5));
        assertThat(asked).isNotDone();
        assertThat(access.isResting()).isFalse();
        queue.remove().run();
        assertThat(asked).isCompletedWithValue(Optional.empty());
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void anOperationHasASecondAndThenTheStoreIsLeftAlone() {
        StoreAccess access = access(Runnable::run);
        CompletableFuture<Boolean> justInTime = takes(access, 999);
        assertThat(justInTime).isCompletedWithValue(true);
        assertThat(access.isResting()).isFalse();
        CompletableFuture<Boolean> tooLate = takes(access, 1000);
        assertThat(tooLate).isCompletedExceptionally();
        assertThat(access.isResting()).isTrue();
        assertThat(get(access)).isCompletedExceptionally();
        clock.advance(ofSeconds(15));
        assertThat(get(access)).isCompletedWithValue(Optional.empty());
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void whatOthersWaitForIsDoneThoughItRests() {
        StoreAccess access = access(Runnable::run);
        assertThat(takes(access, 1000)).isCompletedExceptionally();
        assertThat(access.askThoughItRests(Kind.WRITING, store -> store.remove("a", new byte[0])))
                .isCompletedWithValue(false);
        assertThat(access.isResting()).isTrue();
    }

    @Test
    void whatIsCancelledLeavesTheQueue() throws Exception {
        StoreAccess access = access(threads);
        List<CompletableFuture<Boolean>> hanging = hang(access, StoreAccess.THREADS);
        CompletableFuture<Optional<byte[]>> waiting = get(access);
        assertThat(threads.getQueue()).hasSize(1);
        waiting.cancel(true);
        assertThat(threads.getQueue()).isEmpty();
        letGo.countDown();
        for (CompletableFuture<Boolean> each : hanging) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Some clients of stores cannot be interrupted. */
    @Test
    void whileAllThreadsAreStuckTheStoreRestsHoweverLong() throws Exception {
        StoreAccess access = access(threads);
        List<CompletableFuture<Boolean>> hanging = hang(access, StoreAccess.THREADS);
        clock.advance(ofSeconds(1));
        assertThat(hanging).allSatisfy(each -> assertThat(each).isCompletedExceptionally());
        clock.advance(ofMinutes(1));
        assertThat(access.isResting()).isTrue();
        assertThat(get(access)).isCompletedExceptionally();
        letGo.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(access.isResting()).isFalse();
    }

    @Test
    void aHangingOperationIsInterrupted() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        StoreAccess access = access(threads);
        var unused = access.ask(Kind.READING, store -> {
            hanging.countDown();
            try {
                return letGo.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
        });
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        clock.advance(ofSeconds(1));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsCancelledWhenItHasBegunIsInterruptedWhenItsTimeIsOver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<Boolean> hanging = access(threads).ask(Kind.READING, store -> {
            begun.countDown();
            try {
                letGo.await();
                return true;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new IllegalStateException(e);
            }
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        hanging.cancel(true);
        clock.advance(ofSeconds(1).minusMillis(1));
        assertThat(interrupted.getCount()).isEqualTo(1);
        clock.advance(ofMillis(1));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatSucceedsBesideAFailureDoesNotEndTheRest() {
        StoreAccess access = access(queue::add);
        CompletableFuture<Boolean> beside = access.ask(Kind.READING, store -> {
            queue.remove().run();
            return true;
        });
        CompletableFuture<?> failing = access.ask(Kind.READING, store -> {
            throw new IllegalStateException();
        });
        queue.remove().run();
        assertThat(failing).isCompletedExceptionally();
        assertThat(beside).isCompletedWithValue(true);
        assertThat(access.isResting()).isTrue();
    }

    /** A thousand that wait for a thread would have a second each. */
    @Test
    void whatWaitsForAThreadWhenTheStoreFailsIsNotTriedAnyMore() {
        StoreAccess access = access(queue::add);
        CompletableFuture<Boolean> failing = takes(access, 1000);
        CompletableFuture<Boolean> waiting = takes(access, 1);
        CompletableFuture<Boolean> forced = access.askThoughItRests(Kind.WRITING, store -> true);
        queue.remove().run();
        queue.remove().run();
        queue.remove().run();
        assertThat(failing).isCompletedExceptionally();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(forced).isCompletedWithValue(true);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void withoutThreadsOrTimeItGoesOnAsWellAndTheStoreIsNotToBlame() {
        StoreAccess noThread = access(task -> {
            throw new RejectedExecutionException();
        });
        assertThat(get(noThread)).isCompletedExceptionally();
        assertThat(noThread.isResting()).isFalse();
        assertThat(clock.alarms()).isZero();
        StoreAccess noTimer = new StoreAccess(
                entries,
                Runnable::run,
                Runnable::run,
                (delay, task) -> {
                    throw new RejectedExecutionException();
                },
                clock);
        assertThat(get(noTimer)).isCompletedExceptionally();
        StoreAccess nowhereToGoOn = new StoreAccess(
                entries,
                Runnable::run,
                task -> {
                    throw new RejectedExecutionException();
                },
                clock,
                clock);
        assertThat(get(nowhereToGoOn)).isCompletedWithValue(Optional.empty());
    }

    private StoreAccess access(Executor blocking) {
        return new StoreAccess(entries, blocking, Runnable::run, clock, clock);
    }

    private static CompletableFuture<Optional<byte[]>> get(StoreAccess access) {
        return access.ask(Kind.READING, store -> store.get("a"));
    }

    private CompletableFuture<Boolean> takes(StoreAccess access, int millis) {
        return access.ask(Kind.READING, store -> {
            clock.advance(ofMillis(millis));
            return true;
        });
    }

    /** Each in a thread, uninterruptibly. */
    private List<CompletableFuture<Boolean>> hang(StoreAccess access, int many) throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(many);
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            asked.add(access.ask(Kind.READING, store -> {
                hanging.countDown();
                while (true) {
                    try {
                        letGo.await();
                        return true;
                    } catch (InterruptedException e) {
                        // as some clients of stores do
                    }
                }
            }));
        }
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        return asked;
    }
}
