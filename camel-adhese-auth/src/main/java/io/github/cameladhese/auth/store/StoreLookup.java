package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a {@link StoredTokenSource}: looks into the store, and fetches with the lease, or waits for who has it, or fetches
 * without when that takes too long. Its steps come one after the other, and every path ends with an outcome and without the lease.
 */
final class StoreLookup {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLookup.class);

    /** How often a lease that somebody else has is looked at while it lasts. */
    private static final int LOOKS = 16;

    private final SharedToken shared;
    private final Supplier<CompletableFuture<AccessToken>> fetch;
    private final CompletableFuture<AccessToken> outcome = new CompletableFuture<>();
    private final long startedAt;
    private final Lease lease;
    private volatile @Nullable Future<?> underWay;

    StoreLookup(SharedToken shared, Supplier<CompletableFuture<AccessToken>> fetch) {
        this.shared = shared;
        this.fetch = fetch;
        this.startedAt = now();
        this.lease = new Lease(shared);
    }

    CompletableFuture<AccessToken> start() {
        var unused = outcome.whenComplete((token, failure) -> {
            Future<?> last = underWay;
            if (last != null) {
                last.cancel(true); // no effect unless it was the caller who completed the outcome
            }
        });
        EntrySeal seal = shared.store().isResting() ? null : shared.seal().orElse(null);
        if (seal == null) {
            fetch();
        } else {
            look(seal);
        }
        return outcome;
    }

    /** The token that another process has put there; then the lease, and once more, as it may have been put meanwhile. */
    private void look(EntrySeal seal) {
        if (lease.isHeld() && isLate()) {
            fetch();
            return;
        }
        then(shared.find(seal), found -> {
            if (found.isPresent()) {
                LOG.debug("Took the token that another process has fetched");
                give(found.get());
                lease.release();
            } else if (lease.isHeld()) {
                fetch();
            } else {
                take(seal);
            }
        });
    }

    private void take(EntrySeal seal) {
        if (isLate()) {
            fetch();
            return;
        }
        then(lease.take(seal), taken -> {
            if (taken) {
                look(seal);
            } else {
                then(lease.watch(seal), done -> waitABit(seal));
            }
        });
    }

    /** Somebody else has the lease. */
    private void waitABit(EntrySeal seal) {
        if (isLate()) {
            LOG.debug("No token from the process that has the lease; fetching without it");
            fetch();
            return;
        }
        Duration left = longest().minusNanos(now() - startedAt);
        double spread = 0.5 + shared.timing().random().nextDouble();
        Duration look = Duration.ofNanos((long) (lease.time().dividedBy(LOOKS).toNanos() * spread));
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        Runnable cancel =
                shared.timing().timer().after(look.compareTo(left) < 0 ? look : left, () -> pause.complete(true));
        var unused = pause.whenComplete((over, cancelled) -> cancel.run()); // no effect if it was the timer
        note(pause);
        then(pause, over -> look(seal));
    }

    /** With the lease, or without if the store does not work or it took too long. */
    private void fetch() {
        if (outcome.isDone()) {
            lease.release();
            return;
        }
        try {
            CompletableFuture<AccessToken> fetched = fetch.get();
            note(fetched);
            var unused = fetched.whenComplete(this::settle);
        } catch (RuntimeException | Error e) { // it promised not to throw
            lease.release();
            outcome.completeExceptionally(e);
        }
    }

    private void settle(@Nullable AccessToken token, @Nullable Throwable failure) {
        if (token == null) {
            lease.release();
            outcome.completeExceptionally(
                    failure == null
                            ? new NullPointerException("neither a token nor a failure")
                            : TokenException.unwrap(failure));
            return;
        }
        give(token);
        try {
            var unused =
                    shared.share(token).whenComplete((done, failed) -> lease.release()); // whoever gets it looks first
        } catch (RuntimeException | Error e) {
            LOG.debug("The token is not shared: {}", e.toString());
            lease.release();
        }
    }

    private void give(AccessToken token) {
        if (!outcome.isDone()) {
            shared.given(token);
        }
        outcome.complete(token);
    }

    /** The next step; if this one fails, it is the store's fault, and goes on without it. */
    private <T> void then(CompletableFuture<T> step, Consumer<T> next) {
        var unused = step.whenComplete((result, failure) -> {
            if (outcome.isDone()) { // cancelled meanwhile
                lease.release();
                return;
            }
            try {
                if (failure == null) {
                    next.accept(result);
                    return;
                }
            } catch (RuntimeException | Error e) { // such as a timer that was stopped
                LOG.debug("The token store is left aside: {}", e.toString());
            }
            fetch();
        });
    }

    private void note(Future<?> next) {
        underWay = next;
        if (outcome.isDone()) {
            next.cancel(true); // completed before it was noted
        }
    }

    private boolean isLate() {
        return now() - startedAt >= longest().toNanos();
    }

    /** How long somebody else's lease may hold this call up. */
    private Duration longest() {
        return lease.time().multipliedBy(2);
    }

    private long now() {
        return shared.timing().clock().nanoTime();
    }
}
