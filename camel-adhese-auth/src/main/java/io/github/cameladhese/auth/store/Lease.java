package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lease to fetch a token for all, as one call sees it. Who has it writes it anew every {@link #BETWEEN_RENEWALS}, however long
 * the fetch takes; whoever has seen the same one for {@link OthersLease#LONGEST_SILENCE}, by the monotonic clock, takes it over. So neither a
 * process that was killed nor a clock that is wrong keeps it for long, and a store that never ends an entry does no harm. It is
 * sealed, holds who wrote it and when, and no two are alike. Thread-safe.
 */
final class Lease {

    static final Duration BETWEEN_RENEWALS = Duration.ofMillis(500);

    /** For how long a store is to keep it: more than enough for those who wait, and gone when the next process comes. */
    static final Duration KEPT = Duration.ofSeconds(5);

    private final StoreAccess store;
    private final EntrySeal seal;
    private final ClockSkew skew;
    private final Timing timing;
    private final OthersLease others;
    private byte @Nullable [] held;
    private @Nullable Runnable cancelRenewal;
    private boolean renewing;
    private boolean over;

    Lease(StoreAccess store, EntrySeal seal, ClockSkew skew, Timing timing) {
        this.store = store;
        this.seal = seal;
        this.skew = skew;
        this.timing = timing;
        this.others = new OthersLease(seal, skew, timing.clock());
    }

    synchronized boolean isHeld() {
        return held != null;
    }

    /** Takes it if nobody has it, or who has it has been silent for too long. */
    CompletableFuture<Boolean> take() {
        return store.ask(Kind.WRITING, this::take);
    }

    /** When somebody else's may be taken over if it is not renewed; zero or less if that is not known. */
    Duration untilFree() {
        return others.untilFree();
    }

    /** Gives it back if it is held, and renews it no more. Also while the store rests: the others would wait for it. */
    synchronized void release() {
        over = true;
        if (cancelRenewal != null) {
            cancelRenewal.run();
        }
        if (!renewing) {
            giveBack();
        }
    }

    /** The same within an operation that is under way, which is finished even if this process ends now. */
    void release(TokenStore entries) {
        byte[] mine = null;
        synchronized (this) {
            over = true;
            if (cancelRenewal != null) {
                cancelRenewal.run();
            }
            if (!renewing) {
                mine = held;
                held = null;
            }
        }
        if (mine != null) {
            try {
                entries.remove(seal.leasePlace(), mine);
            } catch (RuntimeException e) { // for whoever tries once more
                synchronized (this) {
                    held = mine;
                }
                throw e;
            }
        }
    }

    private boolean take(TokenStore entries) {
        Moment begun = Moment.now(timing.clock());
        byte[] mine = written();
        byte[] seen = null;
        boolean given = false;
        try {
            if (others.isThere()) {
                seen = entries.get(seal.leasePlace()).orElse(null);
            }
            if (seen == null) {
                given = entries.putIfAbsent(seal.leasePlace(), mine, KEPT);
                seen = given ? null : entries.get(seal.leasePlace()).orElse(null);
            }
            if (seen != null && others.isFree(seen)) {
                given = entries.replace(seal.leasePlace(), seen, mine, KEPT);
            }
        } catch (RuntimeException e) {
            if (!StoreAccess.isBrief(begun, timing.clock()) || !Unreadable.is(entries, seal.leasePlace())) {
                throw e;
            }
            entries.put(seal.leasePlace(), mine, KEPT); // it is nobody's
            given = true;
        }
        if (!given) {
            others.seen(seen, begun);
            return false;
        }
        if (!taken(mine)) {
            entries.remove(seal.leasePlace(), mine); // nobody wants it any more
            return false;
        }
        return true;
    }

    private synchronized boolean taken(byte[] mine) {
        if (over) {
            return false;
        }
        held = mine;
        renewLater();
        return true;
    }

    private void renewLater() {
        try {
            cancelRenewal = timing.timer().after(BETWEEN_RENEWALS, this::renew);
        } catch (RuntimeException | Error e) { // stopped: it ends by itself
            cancelRenewal = null;
        }
    }

    private void renew() {
        synchronized (this) {
            if (over || held == null) {
                return;
            }
            renewing = true;
        }
        var unused = store.ask(Kind.WRITING, this::renew).whenComplete((renewed, failure) -> renewed());
    }

    private boolean renew(TokenStore entries) {
        byte[] next = written();
        byte[] last;
        synchronized (this) {
            last = held;
        }
        boolean renewed = last != null && entries.replace(seal.leasePlace(), last, next, KEPT);
        synchronized (this) {
            held = renewed ? next : null; // somebody has taken it over, or the store has lost it
            if (!over) {
                return renewed;
            }
            renewing = false; // whoever wanted to give it back meanwhile left that to this operation
        }
        release(entries);
        return renewed;
    }

    private synchronized void renewed() {
        renewing = false;
        if (over) {
            giveBack();
        } else if (held != null) { // whether or not the store was there this time
            renewLater();
        }
    }

    private synchronized void giveBack() {
        byte[] mine = held;
        held = null;
        if (mine != null) {
            var unused = store.askThoughItRests(Kind.WRITING, entries -> entries.remove(seal.leasePlace(), mine));
        }
    }

    private byte[] written() {
        return seal.seal(
                seal.leasePlace(),
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(skew.self())
                        .putLong(timing.clock().currentTimeMillis())
                        .array());
    }
}
