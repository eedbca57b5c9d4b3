package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenStore;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store that may be slow, broken or gone, without anyone waiting for it for long. One that fails once, or does not answer in
 * a second, is left alone for a while; there is one WARN, and one INFO when it works again. One for all tokens of a component.
 * Thread-safe.
 */
public final class StoreAccess {

    /** How long one operation may take. */
    static final Duration LONGEST_OPERATION = Duration.ofSeconds(1);

    /** How long a store is left alone that has failed: long beside an operation, short beside a token's life. */
    static final Duration REST = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);

    private final TokenStore store;
    private final Executor blocking;
    private final Executor continuing;
    private final TokenTimer timer;
    private final TokenClock clock;
    private final AtomicReference<@Nullable Moment> failedAt = new AtomicReference<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet(); // operations: a full store can be read

    /**
     * Access to one store.
     *
     * @param blocking where the store may block, and is interrupted if it does so for too long
     * @param continuing where those go on who waited
     */
    public StoreAccess(TokenStore store, Executor blocking, Executor continuing, TokenTimer timer, TokenClock clock) {
        this.store = store;
        this.blocking = blocking;
        this.continuing = continuing;
        this.timer = timer;
        this.clock = clock;
    }

    /** Whether it has failed so recently that it is left alone. */
    boolean isResting() {
        Moment failed = failedAt.get();
        return failed != null && clock.nanoTime() - failed.nanos() < REST.toNanos();
    }

    /**
     * One operation.
     *
     * @param name what to call it in the log
     * @return completes within {@link #LONGEST_OPERATION}, exceptionally if the store has failed, is too slow or rests
     */
    <T> CompletableFuture<T> ask(String name, Function<TokenStore, T> operation) {
        if (isResting()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the store rests"));
        }
        CompletableFuture<T> outcome = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Moment failedBefore = failedAt.get();
        try {
            FutureTask<Void> task = new FutureTask<>(
                    () -> {
                        try {
                            worked(name, outcome, Objects.requireNonNull(operation.apply(store)), failedBefore);
                        } catch (Throwable e) { // whatever it is: a store's client may lack a class
                            failed(name, outcome, e);
                        }
                        ended.complete(null);
                    },
                    null);
            Runnable cancelTimer = timer.after(LONGEST_OPERATION, () -> {
                failed(name, outcome, new TimeoutException());
                task.cancel(true);
            });
            var unused = ended.whenComplete((result, failure) -> cancelTimer.run());
            blocking.execute(task);
        } catch (RuntimeException | Error e) { // stopped, or no thread to be had
            ended.complete(null);
            outcome.completeExceptionally(e);
        }
        return outcome;
    }

    private <T> void worked(String name, CompletableFuture<T> outcome, T result, @Nullable Moment failedBefore) {
        if (outcome.isDone()) { // too late: that it answers at last does not mean that it is well
            return;
        }
        if (Objects.equals(failedAt.get(), failedBefore) && failing.remove(name) && failing.isEmpty()) {
            LOG.info("The token store ({}) works again, and tokens are shared.", nameOfStore());
        }
        goOn(() -> outcome.complete(result));
    }

    private void failed(String name, CompletableFuture<?> outcome, Throwable reason) {
        if (outcome.isDone()) {
            return;
        }
        failedAt.set(Moment.now(clock));
        String what = reason instanceof TimeoutException
                ? "took longer than " + LONGEST_OPERATION.toMillis() + " ms"
                : "failed with " + reason.getClass().getName();
        boolean first = failing.isEmpty();
        if (failing.add(name) && first) { // not the exception itself: nobody knows what its text may hold
            LOG.warn(
                    "The token store ({}) cannot be used: {} {}. Tokens are fetched by this process alone meanwhile, and no"
                            + " exchange fails for it; the store is tried again after {} s. Check that it runs, can be reached,"
                            + " and is not full. This is not logged again until it works.",
                    nameOfStore(),
                    name,
                    what,
                    REST.toSeconds());
        } else {
            LOG.debug("The token store ({}) still cannot be used: {} {}", nameOfStore(), name, what);
        }
        goOn(() -> outcome.completeExceptionally(reason));
    }

    private String nameOfStore() {
        return store.getClass().getName(); // its toString may hold a password
    }

    private void goOn(Runnable rest) {
        try {
            continuing.execute(rest);
        } catch (RuntimeException | Error e) { // stopped: somebody may still wait
            rest.run();
        }
    }
}
