package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry of one token in the store. What this process has to say of it, a token that it has fetched or that the one there was
 * rejected, is kept until the store takes it or it matters no more, so that a store that was down for a moment does not bring a
 * dead token back. Thread-safe; nobody waits for it.
 */
final class SharedEntry {

    private static final Logger LOG = LoggerFactory.getLogger(SharedEntry.class);

    /** Between two attempts: each pause is twice as long as the last, since the store rests for all after each. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final StoreAccess store;
    private final Supplier<Optional<EntrySeal>> seals;
    private final KnownTokens known;
    private final Timing timing;
    private final Untold untold;
    private final StoreEntry entry;
    private Duration pause = StoreHealth.REST;
    private @Nullable Runnable cancelAlarm;
    private boolean removing;
    private boolean closed;

    /** @param seals by the secret as it is now; none while it cannot be read */
    SharedEntry(
            StoreAccess store, Supplier<Optional<EntrySeal>> seals, KnownTokens known, ClockSkew skew, Timing timing) {
        this.store = store;
        this.seals = seals;
        this.known = known;
        this.timing = timing;
        this.untold = new Untold(timing.clock());
        this.entry = new StoreEntry(known, untold, skew, timing.clock());
    }

    /** The token that is there, if it is worth taking. */
    CompletableFuture<Optional<AccessToken>> find(EntrySeal seal) {
        return store.ask(Kind.READING, entries -> {
            Optional<AccessToken> token = entry.read(entries, seal);
            if (token.filter(known::isRejected).isPresent()) {
                removeRejected();
            }
            return token.filter(known::isWorthTaking);
        });
    }

    /**
     * Puts a token that was just fetched.
     *
     * @param alone whether nobody else can have put one meanwhile, when the store is told
     * @param afterwards done in the same operation, as there may be no other: a process that ends now finishes this one
     */
    CompletableFuture<?> put(AccessToken token, BooleanSupplier alone, Consumer<TokenStore> afterwards) {
        if (!token.renewable() || known.isRejected(token)) {
            return CompletableFuture.completedFuture(null);
        }
        untold.toPut(token);
        return settle(alone, afterwards);
    }

    /** Removes the token that is there if an API rejected it. One such operation waits for the store, however many are rejected. */
    void removeRejected() {
        untold.toRemoveRejected();
        synchronized (this) {
            if (removing) {
                return;
            }
            removing = true;
        }
        try {
            timing.executor().execute(this::settleLate); // not where an exchange is routed
        } catch (RuntimeException | Error e) { // stopped
            settleLater(e.getClass().getName());
        }
    }

    /** What is under way is finished, and nothing tried again. */
    synchronized void close() {
        closed = true;
        if (cancelAlarm != null) {
            cancelAlarm.run();
            cancelAlarm = null;
        }
    }

    private void settleLate() {
        var unused = settle(() -> false, entries -> {});
    }

    private CompletableFuture<?> settle(BooleanSupplier alone, Consumer<TokenStore> afterwards) {
        Optional<EntrySeal> seal;
        try {
            seal = seals.get(); // it may read a file, which is not for the threads of the store
        } catch (RuntimeException | Error e) {
            settleLater(e.getClass().getName());
            return CompletableFuture.failedFuture(e);
        }
        return store.ask(Kind.WRITING, entries -> {
                    synchronized (this) {
                        removing = false; // whatever is rejected from now on is not seen here
                    }
                    seal.ifPresent(sealing -> entry.settle(entries, sealing, !alone.getAsBoolean()));
                    afterwards.accept(entries);
                    return seal.isPresent();
                })
                .handle((settled, failure) -> {
                    if (failure == null && settled) {
                        settled();
                    } else {
                        failed();
                        settleLater(
                                failure == null
                                        ? "no secret"
                                        : failure.getClass().getName());
                    }
                    return settled;
                });
    }

    /** What was sent may have been rejected meanwhile, and whoever wanted to remove it may have come too early. */
    private void failed() {
        AccessToken sent = untold.perhapsPut();
        if (sent != null && known.isRejected(sent)) {
            untold.toRemoveRejected();
        }
    }

    private synchronized void settled() {
        pause = StoreHealth.REST;
    }

    /** Once the store has had its rest, and again after a longer one, until it matters no more. */
    private synchronized void settleLater(String why) {
        removing = false;
        if (closed || cancelAlarm != null || !untold.isLeft()) {
            return;
        }
        LOG.debug("The store is not up to date: {}", why);
        long spread = (long) (0.1 * pause.toNanos() * timing.random().nextDouble());
        try {
            cancelAlarm = timing.timer().after(pause.plusNanos(spread), this::settleNow);
        } catch (RuntimeException | Error e) { // stopped
            LOG.debug("The store stays as it is: {}", e.getClass().getName());
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void settleNow() {
        synchronized (this) {
            cancelAlarm = null;
            if (closed || !untold.isLeft()) {
                return;
            }
        }
        settleLate();
    }
}
