package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
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
     * @param afterwards done in the same operation, as there may be no other: a process that ends now finishes this one
     */
    CompletableFuture<?> put(AccessToken token, Consumer<TokenStore> afterwards) {
        if (!token.renewable() || known.isRejected(token)) {
            return CompletableFuture.completedFuture(null);
        }
        untold.toPut(token);
        return settle(false, afterwards);
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
        var unused = settle(true, entries -> {});
    }

    /** @param late whether others may have put a newer one meanwhile */
    private CompletableFuture<?> settle(boolean late, Consumer<TokenStore> afterwards) {
        Optional<EntrySeal> seal = seals.get(); // it may read a file, which is not for the threads of the store
        AtomicReference<@Nullable AccessToken> sent = new AtomicReference<>();
        return store.ask(Kind.WRITING, entries -> {
                    synchronized (this) {
                        removing = false; // whatever is rejected from now on is not seen here
                    }
                    seal.ifPresent(sealing -> entry.settle(entries, sealing, late, sent));
                    afterwards.accept(entries);
                    return seal.isPresent();
                })
                .handle((settled, failure) -> {
                    if (failure == null && settled) {
                        settled();
                    } else {
                        failed(sent.get());
                        settleLater(
                                failure == null
                                        ? "no secret"
                                        : failure.getClass().getName());
                    }
                    return settled;
                });
    }

    /** @param sent what the store may have taken all the same */
    private void failed(@Nullable AccessToken sent) {
        if (sent != null) {
            untold.perhapsPut(sent);
            if (known.isRejected(sent)) { // meanwhile, and whoever wanted to remove it may have come too early
                untold.toRemoveRejected();
            }
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
