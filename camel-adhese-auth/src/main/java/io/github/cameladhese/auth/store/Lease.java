package io.github.cameladhese.auth.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lease to fetch a token for all, as one call sees it. It ends by itself, but nobody relies on that: whoever has seen the
 * same one for as long as a lease lasts, by the monotonic clock, removes it. So neither a process that was killed nor a clock
 * that is wrong keeps it for long. For one step after the other.
 */
final class Lease {

    private final SharedToken shared;
    private final Duration time;
    private final byte[] mine;
    private @Nullable EntrySeal held;
    private byte @Nullable [] others;
    private long othersSince;

    Lease(SharedToken shared) {
        this.shared = shared;
        this.time = shared.leaseTime();
        this.mine = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(shared.timing().random().nextLong())
                .putLong(now())
                .array();
    }

    /** How long it lasts. */
    Duration time() {
        return time;
    }

    boolean isHeld() {
        return held != null;
    }

    /** Takes it if nobody has it. */
    CompletableFuture<Boolean> take(EntrySeal seal) {
        return shared.store()
                .ask("putIfAbsent", store -> store.putIfAbsent(seal.leasePlace(), mine, time))
                .thenApply(given -> {
                    held = given ? seal : null; // whether or not anyone still wants the token
                    return given;
                });
    }

    /** Looks whether somebody who has it has had it for too long. */
    CompletableFuture<?> watch(EntrySeal seal) {
        byte[] known = others;
        if (known != null && now() - othersSince < time.toNanos()) {
            return CompletableFuture.completedFuture(null);
        }
        return shared.store().ask("get", store -> {
            byte[] seen = store.get(seal.leasePlace()).orElse(null);
            if (known != null && Arrays.equals(known, seen)) {
                others = null;
                return store.remove(seal.leasePlace(), known);
            }
            others = seen;
            othersSince = now();
            return false;
        });
    }

    /** Gives it back if it is held, unless somebody has removed it meanwhile. */
    void release() {
        EntrySeal seal = held;
        held = null;
        if (seal != null && !shared.store().isResting()) {
            var unused = shared.store().ask("remove", store -> store.remove(seal.leasePlace(), mine));
        }
    }

    private long now() {
        return shared.timing().clock().nanoTime();
    }
}
