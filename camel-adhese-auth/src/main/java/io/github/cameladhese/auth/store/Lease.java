package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.store.StoreHealth.Kind;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lease to fetch a token for all, as one call sees it. Who has it writes it anew every {@link #BETWEEN_RENEWALS}, however long
 * the fetch takes; whoever has seen the same one for {@link #LONGEST_SILENCE}, by the monotonic clock, takes it over. So neither a
 * process that was killed nor a clock that is wrong keeps it for long, and a store that never ends an entry does no harm. It is
 * sealed, holds who wrote it and when, and no two are alike. Thread-safe.
 */
final class Lease {

    static final Duration BETWEEN_RENEWALS = Duration.ofMillis(500);
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /** For how long a store is to keep it: more than enough for those who wait, and gone when the next process comes. */
    static final Duration KEPT = Duration.ofSeconds(5);

    /** What is longer is none, and is replaced; one has 45 bytes. */
    private static final int LONGEST = 128;

    private final StoreAccess store;
    private final EntrySeal seal;
    private final Timing timing;
    private byte @Nullable [] held;
    private byte @Nullable [] others;
    private @Nullable Moment othersSince;
    private @Nullable Moment lookedAt;
    private @Nullable Runnable cancelRenewal;
    private boolean renewing;
    private boolean over;

    Lease(StoreAccess store, EntrySeal seal, Timing timing) {
        this.store = store;
        this.seal = seal;
        this.timing = timing;
    }

    synchronized boolean isHeld() {
        return held != null;
    }

    /** Takes it if nobody has it, or who has it has been silent for too long. */
    CompletableFuture<Boolean> take() {
        return store.ask(Kind.WRITING, this::take);
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
            entries.remove(seal.leasePlace(), mine);
        }
    }

    private boolean take(TokenStore entries) {
        Moment begun = Moment.now(timing.clock());
        byte[] mine = written();
        byte[] seen = others;
        if (seen != null) { // it was there when we looked last
            seen = entries.get(seal.leasePlace()).orElse(null);
        }
        boolean given;
        if (seen == null) {
            given = entries.putIfAbsent(seal.leasePlace(), mine, KEPT);
            if (!given) {
                seen = entries.get(seal.leasePlace()).orElse(null);
            }
        } else {
            given = (seen.length > LONGEST || isSilent(seen)) && entries.replace(seal.leasePlace(), seen, mine, KEPT);
        }
        return given ? taken(mine) : notTaken(seen, begun);
    }

    private synchronized boolean taken(byte[] mine) {
        held = mine;
        if (over) { // nobody wants it any more
            giveBack();
            return false;
        }
        renewLater();
        return true;
    }

    /** @param begun when we began to look: what is written while the answer is under way is seen next time */
    private synchronized boolean notTaken(byte @Nullable [] seen, Moment begun) {
        if (seen != null && seen.length > LONGEST) {
            others = new byte[0]; // no need to keep it
        } else if (seen != null && !Arrays.equals(seen, others)) {
            others = seen;
            othersSince = Moment.now(timing.clock());
            Moment before = lookedAt;
            seal.open(seal.leasePlace(), seen)
                    .filter(text -> text.length == 2 * Long.BYTES)
                    .map(ByteBuffer::wrap)
                    .ifPresent(text -> store.skew().sees(text.getLong(), text.getLong(), before));
        } else if (seen == null) {
            others = null;
        }
        lookedAt = begun;
        return false;
    }

    private synchronized boolean isSilent(byte[] seen) {
        return othersSince != null
                && Arrays.equals(seen, others)
                && timing.clock().nanoTime() - othersSince.nanos() >= LONGEST_SILENCE.toNanos();
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
                        .putLong(store.skew().self())
                        .putLong(timing.clock().currentTimeMillis())
                        .array());
    }
}
