package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A token in the cache, with all that is needed to hand it out prepared beforehand. Immutable, but for two notes:
 * whether somebody uses it, which may come a little late, and whether an API has rejected it.
 */
final class HeldToken {

    private final AccessToken token;
    private final CompletableFuture<AccessToken> completed;
    private final Moment refreshAt;
    private final Moment usableUntil;
    private final Moment lastResortUntil;
    private final AtomicBoolean rejected = new AtomicBoolean();
    private boolean used;

    /** @param draw from 0 to 1, by which the moment of the next refresh is spread */
    HeldToken(AccessToken token, RefreshPolicy policy, double draw) {
        this.token = token;
        this.completed = new SharedFuture(token);
        Moment from = token.requestedAt();
        Duration lifetime = token.lifetime();
        this.lastResortUntil = from.plus(policy.lastResortFor(lifetime));
        if (token.renewable()) {
            this.refreshAt = from.plus(policy.refreshAfter(lifetime, draw));
            this.usableUntil = from.plus(policy.usableFor(lifetime));
        } else { // nothing better will come, so there is nothing to ask for and no margin to keep
            this.refreshAt = lastResortUntil;
            this.usableUntil = lastResortUntil;
        }
    }

    AccessToken token() {
        return token;
    }

    /** One future for every caller: completed, it can no longer be cancelled or completed otherwise. */
    CompletableFuture<AccessToken> completed() {
        if (!used) { // written once and not by every caller, who would all wait for the same memory
            used = true;
        }
        return completed;
    }

    boolean isUsed() {
        return used;
    }

    /** From now on only later uses count. */
    void forgetUse() {
        used = false;
    }

    /** When the next is fetched, by the wall clock; empty if there is no next. */
    Optional<Instant> refreshAt() {
        return token.renewable() ? Optional.of(refreshAt.instant()) : Optional.empty();
    }

    /** Until when it may be handed out if no other can be had, by the wall clock. */
    Instant lastResortUntil() {
        return lastResortUntil.instant();
    }

    /** An API rejected it; whether that is the first time. */
    boolean noteRejection() {
        return rejected.compareAndSet(false, true);
    }

    /** How long it is until {@link #refreshAt}, by the monotonic clock. */
    Duration untilRefresh(Moment now) {
        return Duration.ofNanos(refreshAt.nanos() - now.nanos());
    }

    /** How long it may still be handed out if no other can be had, by the clock that has less; zero if not at all. */
    Duration restAt(Moment now) {
        long nanos =
                Math.min(lastResortUntil.nanos() - now.nanos(), (lastResortUntil.millis() - now.millis()) * 1_000_000);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Whether nobody has to think of the next token yet. */
    boolean freshAt(long nanos, long millis) {
        return refreshAt.isAfter(nanos, millis);
    }

    /** Whether it may be handed out. */
    boolean usableAt(Moment now) {
        return usableUntil.isAfter(now.nanos(), now.millis());
    }

    /** Whether it may be handed out when no other can be had. */
    boolean lastResortAt(Moment now) {
        return lastResortUntil.isAfter(now.nanos(), now.millis());
    }

    /** A completed future that also refuses to be overwritten, since one caller's must not become everyone's. */
    private static final class SharedFuture extends CompletableFuture<AccessToken> {

        SharedFuture(AccessToken token) {
            complete(token);
        }

        @Override
        public void obtrudeValue(AccessToken value) {
            throw new UnsupportedOperationException("this future is shared");
        }

        @Override
        public void obtrudeException(Throwable failure) {
            throw new UnsupportedOperationException("this future is shared");
        }
    }
}
