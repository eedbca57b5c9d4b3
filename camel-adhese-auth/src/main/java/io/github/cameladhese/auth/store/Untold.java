package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a store has not been told of one token: the one that is to be put there, and that a rejected one is to go. Thread-safe. */
final class Untold {

    /** For a rejected token of whose life nothing is known. */
    private static final Duration LONGEST_MEMORY = Duration.ofHours(1);

    private final TokenClock clock;
    private @Nullable AccessToken token;
    private @Nullable AccessToken perhapsPut;
    private @Nullable Moment removeUntil;

    Untold(TokenClock clock) {
        this.clock = clock;
    }

    synchronized void toPut(AccessToken newer) {
        token = newer;
    }

    synchronized void toRemoveRejected() {
        removeUntil = Moment.now(clock).plus(LONGEST_MEMORY);
    }

    /** All that there is just now. */
    synchronized News news() {
        return new News(token, removeUntil);
    }

    /** The store knows these; others may have come meanwhile. */
    synchronized void told(News news) {
        token = token == news.token ? null : token;
        removeUntil = Objects.equals(removeUntil, news.removeUntil) ? null : removeUntil;
    }

    /** The store is sent it, and may have taken it whatever comes back; what this was true of before, null if of none. */
    synchronized @Nullable AccessToken perhapsPut(AccessToken sent) {
        AccessToken before = perhapsPut;
        perhapsPut = sent;
        return before;
    }

    /** The store has not taken it this time. */
    synchronized void notPut(AccessToken sent, @Nullable AccessToken before) {
        if (perhapsPut == sent) {
            perhapsPut = before;
        }
    }

    /** What the store was sent last and may have taken, null if nothing. */
    synchronized @Nullable AccessToken perhapsPut() {
        return perhapsPut;
    }

    /** Whether the store may have had it already. */
    synchronized boolean isPerhapsPut(AccessToken toStore) {
        return perhapsPut == toStore;
    }

    /** Forgets what matters no more; whether anything is left. */
    synchronized boolean isLeft() {
        Moment now = Moment.now(clock);
        if (token != null && !token.livesBy(clock)) {
            token = null;
        }
        if (removeUntil != null && !removeUntil.isAfter(now.nanos(), now.millis())) {
            removeUntil = null;
        }
        return token != null || removeUntil != null;
    }

    /** At one instant. */
    static final class News {

        private final @Nullable AccessToken token;
        private final @Nullable Moment removeUntil;

        private News(@Nullable AccessToken token, @Nullable Moment removeUntil) {
            this.token = token;
            this.removeUntil = removeUntil;
        }

        /** To be put, null if there is none. */
        @Nullable
        AccessToken token() {
            return token;
        }

        boolean removes() {
            return removeUntil != null;
        }
    }
}
