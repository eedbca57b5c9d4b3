package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a {@link SharedToken}: looks into the store, and fetches with the lease, or waits for who has it. When its patience
 * ends it fetches without, whatever the store is about to do. Its steps come one after the other, and every path ends with an
 * outcome and without the lease.
 */
final class StoreLookup {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLookup.class);

    private final SharedToken shared;
    private final Supplier<CompletableFuture<AccessToken>> fetch;
    private final CompletableFuture<AccessToken> outcome = new CompletableFuture<>();
    private final AtomicBoolean fetching = new AtomicBoolean();
    private final GrowingPause pause;
    private final Patience patience;
    private volatile @Nullable Lease lease;
    private volatile @Nullable Future<?> step;
    private volatile @Nullable Future<?> fetched;

    StoreLookup(SharedToken shared, Supplier<CompletableFuture<AccessToken>> fetch) {
        this.shared = shared;
        this.fetch = fetch;
        this.pause = new GrowingPause(shared.timing());
        this.patience = new Patience(shared, this::endOfPatience);
    }

    CompletableFuture<AccessToken> start() {
        EntrySeal seal = shared.store().isResting() ? null : shared.seal().orElse(null);
        if (seal == null) {
            fetch();
        } else {
            Lease mine = new Lease(shared.store(), seal, shared.skew(), shared.timing());
            lease = mine;
            try {
                patience.begin();
                look(seal, mine);
            } catch (RuntimeException | Error e) { // a timer that was stopped
                fetch();
            }
        }
        var unused = outcome.whenComplete((token, failure) -> {
            patience.cancel();
            if (outcome.isCancelled()) {
                cancel(step);
                cancel(fetched);
                release();
            }
        });
        return outcome;
    }

    /** Who waits has no token any more, and does not wait for longer than if there had never been one. */
    void hurry() {
        if (!fetching.get()) {
            patience.hurry();
        }
    }

    private void endOfPatience() {
        if (!fetching.get()) {
            LOG.debug("No token from another process in time; fetching one without the lease");
            fetch();
        }
    }

    /** The token that another process has put there; then the lease, and once more, as it may have been put meanwhile. */
    private void look(EntrySeal seal, Lease mine) {
        then(shared.entry().find(seal), found -> {
            if (found.isPresent()) {
                if (fetching.compareAndSet(false, true)) { // from now on nobody makes a request
                    LOG.debug("Took the token that another process has fetched");
                    give(found.get());
                    release();
                }
            } else if (mine.isHeld()) {
                fetch();
            } else {
                then(mine.take(), taken -> {
                    if (taken) {
                        look(seal, mine);
                    } else {
                        patience.look();
                        then(pause.next(mine.untilFree()), over -> look(seal, mine)); // somebody else has it
                    }
                });
            }
        });
    }

    /** The next step; if this one fails, it is the store's fault, and goes on without it. */
    private <T> void then(CompletableFuture<T> taken, Consumer<T> next) {
        step = taken;
        if (outcome.isDone()) {
            taken.cancel(true); // cancelled before it was noted
        }
        var unused = taken.whenComplete((result, failure) -> {
            if (fetching.get() || outcome.isDone()) { // its time was over, or it was cancelled
                return;
            }
            try {
                if (failure == null) {
                    next.accept(result);
                    return;
                }
            } catch (RuntimeException | Error e) { // such as a timer that was stopped
                LOG.debug("The token store is left aside: {}", e.getClass().getName());
            }
            fetch();
        });
    }

    /** With the lease, or without if the store does not work or it took too long. */
    private void fetch() {
        if (!fetching.compareAndSet(false, true)) {
            return;
        }
        cancel(step); // no effect if it is the one that led here
        if (outcome.isDone()) {
            release();
            return;
        }
        try {
            CompletableFuture<AccessToken> answer = fetch.get();
            fetched = answer;
            if (outcome.isDone()) {
                answer.cancel(true); // cancelled before it was noted
            }
            var unused = answer.whenComplete(this::settle);
        } catch (RuntimeException | Error e) { // it promised not to throw
            release();
            outcome.completeExceptionally(e);
        }
    }

    private void settle(@Nullable AccessToken token, @Nullable Throwable failure) {
        if (token == null) {
            release();
            outcome.completeExceptionally(
                    failure == null
                            ? new NullPointerException("neither a token nor a failure")
                            : TokenException.unwrap(failure));
            return;
        }
        give(token);
        try {
            // Whoever gets the lease looks first.
            Lease mine = lease;
            Consumer<TokenStore> giveBack = entries -> {
                if (mine != null) {
                    mine.release(entries);
                }
            };
            var unused = shared.entry()
                    .put(token, () -> mine != null && mine.isHeld(), giveBack)
                    .whenComplete((done, failed) -> release());
        } catch (RuntimeException | Error e) {
            LOG.debug("The token is not shared: {}", e.getClass().getName());
            release();
        }
    }

    private void give(AccessToken token) {
        AccessToken before = shared.known().given(token);
        if (!outcome.complete(token)) {
            shared.known().notGiven(token, before);
        }
    }

    private void release() {
        Lease mine = lease;
        if (mine != null) {
            mine.release();
        }
    }

    private static void cancel(@Nullable Future<?> future) {
        if (future != null) {
            future.cancel(true);
        }
    }
}
