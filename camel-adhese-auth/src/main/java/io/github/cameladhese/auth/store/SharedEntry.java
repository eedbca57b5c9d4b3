package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry of one token in the store. What this process has to say of it, a token that it has fetched or that the one there was
 * rejected, is kept until the store takes it or it matters no more, so that a store that was down for a moment does not bring a dead
 * token back. Thread-safe; nobody waits for it.
 */
final class SharedEntry {

    private static final Logger LOG = LoggerFactory.getLogger(SharedEntry.class);

    /** For a rejected token of whose life nothing is known. */
    private static final Duration LONGEST_MEMORY = Duration.ofHours(1);

    private final StoreAccess store;
    private final Supplier<Optional<EntrySeal>> seals;
    private final KnownTokens known;
    private final Timing timing;
    private @Nullable AccessToken unshared;
    private @Nullable Moment removeUntil;
    private boolean waiting;

    /** @param seals by the secret as it is now; none while it cannot be read */
    SharedEntry(StoreAccess store, Supplier<Optional<EntrySeal>> seals, KnownTokens known, Timing timing) {
        this.store = store;
        this.seals = seals;
        this.known = known;
        this.timing = timing;
    }

    /** The token that is there, if it is worth taking. */
    CompletableFuture<Optional<AccessToken>> find(EntrySeal seal) {
        return store.ask(Kind.READING, entries -> {
            Optional<AccessToken> token = entries.get(seal.place()).flatMap(entry -> read(seal, entry));
            if (token.filter(known::isRejected).isPresent()) {
                var unused = removeRejected();
            }
            return token.filter(known::isWorthTaking);
        });
    }

    /** Puts a token that was just fetched. */
    CompletableFuture<?> put(AccessToken token) {
        if (!token.renewable() || known.isRejected(token)) {
            return CompletableFuture.completedFuture(null);
        }
        synchronized (this) {
            unshared = token;
        }
        return settle(false);
    }

    /** Removes the token that is there if an API rejected it. */
    CompletableFuture<?> removeRejected() {
        synchronized (this) {
            removeUntil = Moment.now(timing.clock()).plus(LONGEST_MEMORY);
        }
        return settle(false);
    }

    /** @param late whether others may have put a newer one meanwhile */
    private CompletableFuture<?> settle(boolean late) {
        return store.ask(Kind.WRITING, entries -> {
                    seals.get().ifPresent(seal -> settle(entries, seal, late));
                    return true;
                })
                .exceptionally(failure -> {
                    LOG.debug(
                            "The store is not up to date: {}",
                            failure.getClass().getName());
                    settleLater();
                    return false;
                });
    }

    private void settle(TokenStore entries, EntrySeal seal, boolean late) {
        AccessToken mine;
        Moment until;
        synchronized (this) {
            mine = unshared;
            until = removeUntil;
        }
        if (mine != null && !known.isRejected(mine) && mine.livesBy(timing.clock())) {
            if (!late || !hasAsGood(entries, seal, mine)) {
                StoredToken stored = StoredToken.of(mine, store.skew().self(), timing.clock());
                entries.put(seal.place(), seal.seal(seal.place(), stored.write()), stored.kept());
            }
        } else if (until != null) {
            entries.get(seal.place())
                    .filter(entry -> read(seal, entry).filter(known::isRejected).isPresent())
                    .ifPresent(entry -> entries.remove(seal.place(), entry));
        }
        synchronized (this) {
            unshared = unshared == mine ? null : unshared; // or another has come meanwhile
            removeUntil = Objects.equals(removeUntil, until) ? null : removeUntil;
        }
    }

    private boolean hasAsGood(TokenStore entries, EntrySeal seal, AccessToken mine) {
        return entries.get(seal.place())
                .flatMap(entry -> read(seal, entry))
                .filter(there -> !known.isRejected(there) && left(there).compareTo(left(mine)) >= 0)
                .isPresent();
    }

    /** Once the store has had its rest, and again after the next, until it matters no more. */
    private void settleLater() {
        synchronized (this) {
            if (waiting || (unshared == null && removeUntil == null)) {
                return;
            }
            waiting = true;
        }
        long spread = (long) (0.1 * StoreHealth.REST.toNanos() * timing.random().nextDouble());
        try {
            Runnable unused = timing.timer().after(StoreHealth.REST.plusNanos(spread), this::settleNow);
        } catch (RuntimeException | Error e) { // stopped
            LOG.debug("The store stays as it is: {}", e.getClass().getName());
        }
    }

    private void settleNow() {
        synchronized (this) {
            waiting = false;
            Moment now = Moment.now(timing.clock());
            if (unshared != null && !unshared.livesBy(timing.clock())) {
                unshared = null;
            }
            if (removeUntil != null && !removeUntil.isAfter(now.nanos(), now.millis())) {
                removeUntil = null;
            }
            if (unshared == null && removeUntil == null) {
                return;
            }
        }
        var unused = settle(true);
    }

    private Optional<AccessToken> read(EntrySeal seal, byte[] entry) {
        return seal.open(seal.place(), entry)
                .flatMap(StoredToken::of)
                .flatMap(stored -> stored.read(store.skew(), timing.clock()));
    }

    private Duration left(AccessToken token) {
        return StoredToken.leftOf(token, Moment.now(timing.clock()));
    }
}
