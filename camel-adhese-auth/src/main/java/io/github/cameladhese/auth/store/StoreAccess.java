package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenStore;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store that may be slow, broken or gone, in threads of its own. One that fails once, or does not answer in a second, is
 * left alone for a while, see {@link StoreHealth}. One for all tokens of a component. Thread-safe.
 */
public final class StoreAccess {

    /** That may wait for the store at once. */
    public static final int THREADS = 4;

    /** Operations that may wait for a thread; what comes on top goes on without the store. */
    public static final int LONGEST_QUEUE = 1000;

    /** How long one operation may take, from when a thread does it. */
    static final Duration LONGEST_OPERATION = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);

    private final TokenStore store;
    private final Executor blocking;
    private final Executor continuing;
    private final TokenTimer timer;
    private final TokenClock clock;
    private final StoreHealth health;
    private final AtomicInteger stuck = new AtomicInteger(); // threads whose operation is overdue

    /**
     * Access to one store.
     *
     * @param blocking {@link #THREADS} that may block, and are interrupted if they do so for too long
     * @param continuing where those go on who waited
     */
    public StoreAccess(TokenStore store, Executor blocking, Executor continuing, TokenTimer timer, TokenClock clock) {
        this.store = store;
        this.blocking = blocking;
        this.continuing = continuing;
        this.timer = timer;
        this.clock = clock;
        this.health = new StoreHealth(store.getClass().getName(), clock);
    }

    /** Whether it is not even read: that has failed a moment ago, or all threads wait for it and cannot be called back. */
    boolean isResting() {
        return isResting(Kind.READING);
    }

    private boolean isResting(Kind kind) {
        return health.isResting(kind) || stuck.get() >= THREADS;
    }

    /**
     * One operation. It waits for a thread; cancelling its future ends that.
     *
     * @return completes exceptionally if the store has failed, is too slow or rests
     */
    <T> CompletableFuture<T> ask(Kind kind, Function<TokenStore, T> operation) {
        return isResting(kind) ? CompletableFuture.failedFuture(resting()) : ask(kind, operation, false);
    }

    /** The same for what others would have to wait for otherwise. */
    <T> CompletableFuture<T> askThoughItRests(Kind kind, Function<TokenStore, T> operation) {
        return ask(kind, operation, true);
    }

    /** Whether an operation that has begun then may ask once more: one that has taken longer may be called back at any moment. */
    static boolean isBrief(Moment begun, TokenClock clock) {
        return clock.nanoTime() - begun.nanos() < LONGEST_OPERATION.dividedBy(2).toNanos();
    }

    private <T> CompletableFuture<T> ask(Kind kind, Function<TokenStore, T> operation, boolean forced) {
        Operation<T> asked = new Operation<>(kind, operation, forced, clock.nanoTime());
        try {
            blocking.execute(asked.task);
            var unused = asked.outcome.whenComplete((result, failure) -> asked.forgetIfCancelled());
        } catch (RuntimeException | Error e) { // stopped, too many of them, or no thread to be had
            asked.outcome.completeExceptionally(e);
        }
        return asked.outcome;
    }

    private static IllegalStateException resting() {
        return new IllegalStateException("the store rests");
    }

    private void goOn(Runnable rest) {
        try {
            continuing.execute(rest);
        } catch (RuntimeException | Error e) { // stopped: somebody may still wait
            rest.run();
        }
    }

    /** How far an operation has come. */
    private enum Phase {
        WAITING,
        OPEN,
        ENDED,
        OVERDUE
    }

    /** Its time begins in the thread that does it: that it had to wait for one tells nothing of the store. */
    private final class Operation<T> {

        private final Kind kind;
        private final Function<TokenStore, T> operation;
        private final boolean forced;
        private final long askedAt;
        private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private final FutureTask<Void> task = new FutureTask<>(this::run, null);

        Operation(Kind kind, Function<TokenStore, T> operation, boolean forced, long askedAt) {
            this.kind = kind;
            this.operation = operation;
            this.forced = forced;
            this.askedAt = askedAt;
        }

        /** Or it would take a place in the queue although nobody wants it any more. */
        void forgetIfCancelled() {
            if (outcome.isCancelled() && phase.compareAndSet(Phase.WAITING, Phase.ENDED)) {
                task.cancel(false); // and one that has begun is interrupted when its time is over, and not before
                if (blocking instanceof ThreadPoolExecutor pool) {
                    pool.remove(task);
                }
            }
        }

        private void run() {
            if (!phase.compareAndSet(Phase.WAITING, Phase.OPEN)) {
                return;
            }
            if (!forced && isResting(kind)) { // since it was asked: a long queue must not have a second for each
                goOn(() -> outcome.completeExceptionally(resting()));
                return;
            }
            Runnable cancelTimer;
            try {
                cancelTimer = timer.after(LONGEST_OPERATION, this::tooSlow);
            } catch (RuntimeException | Error e) { // stopped
                outcome.completeExceptionally(e);
                return;
            }
            try {
                T result = Objects.requireNonNull(operation.apply(store));
                if (ends()) {
                    health.worked(kind, askedAt);
                    goOn(() -> outcome.complete(result));
                }
            } catch (Throwable e) { // whatever it is: a store's client may lack a class
                if (ends()) {
                    health.failed(kind, "failed with " + e.getClass().getName());
                    goOn(() -> outcome.completeExceptionally(e));
                }
            } finally {
                cancelTimer.run();
            }
        }

        /** Whether it has come in time: that it answers at last does not mean that it is well. */
        private boolean ends() {
            if (phase.compareAndSet(Phase.OPEN, Phase.ENDED)) {
                return true;
            }
            if (phase.compareAndSet(Phase.OVERDUE, Phase.ENDED)) {
                stuck.decrementAndGet();
            }
            return false;
        }

        private void tooSlow() {
            if (phase.compareAndSet(Phase.OPEN, Phase.OVERDUE)) {
                stuck.incrementAndGet();
                health.failed(kind, "took longer than " + LONGEST_OPERATION.toMillis() + " ms");
                LOG.debug("The token store is called back");
                goOn(() -> outcome.completeExceptionally(new TimeoutException()));
                task.cancel(true);
            }
        }
    }
}
