package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the threads of the store do to the entry of one token: they read it, put one, and remove one that an API rejected. What comes
 * late takes the place of nothing but what it has seen there. Thread-safe.
 */
final class StoreEntry {

    private final KnownTokens known;
    private final Untold untold;
    private final ClockSkew skew;
    private final TokenClock clock;

    StoreEntry(KnownTokens known, Untold untold, ClockSkew skew, TokenClock clock) {
        this.known = known;
        this.untold = untold;
        this.skew = skew;
        this.clock = clock;
    }

    /** The token that is there, whether or not it is worth taking. */
    Optional<AccessToken> read(TokenStore entries, EntrySeal seal) {
        return entries.get(seal.place()).flatMap(entry -> opened(seal, entry));
    }

    /**
     * Tells the store what it has not been told.
     *
     * @param late whether others may have put a newer one meanwhile
     */
    void settle(TokenStore entries, EntrySeal seal, boolean late) {
        Untold.News news = untold.news();
        AccessToken mine = news.token();
        if (mine != null && !known.isRejected(mine) && mine.livesBy(clock)) {
            Put put = new Put(entries, seal, mine);
            if (late) {
                put.late();
            } else {
                put.inAnyCase();
            }
        } else if (news.removes()) {
            entries.get(seal.place())
                    .filter(entry ->
                            opened(seal, entry).filter(known::isRejected).isPresent())
                    .ifPresent(entry -> entries.remove(seal.place(), entry));
        }
        untold.told(news);
    }

    private Optional<AccessToken> opened(EntrySeal seal, byte[] entry) {
        return seal.open(seal.place(), entry).flatMap(StoredToken::of).flatMap(stored -> stored.read(skew, clock));
    }

    /** One token on its way into the store. For one thread. */
    private final class Put {

        private final TokenStore entries;
        private final String place;
        private final EntrySeal seal;
        private final AccessToken mine;
        private final StoredToken stored;
        private final byte[] sealed;
        private final Moment begun = Moment.now(clock);

        Put(TokenStore entries, EntrySeal seal, AccessToken mine) {
            this.entries = entries;
            this.place = seal.place();
            this.seal = seal;
            this.mine = mine;
            this.stored = StoredToken.of(mine, skew.self(), clock);
            this.sealed = seal.seal(place, stored.write());
        }

        void inAnyCase() {
            send(value -> {
                entries.put(place, value, stored.kept());
                return true;
            });
        }

        /** Unless one as good is there, or this one was, and somebody has removed it since: perhaps because an API rejected it. */
        void late() {
            byte[] there;
            try {
                there = entries.get(place).orElse(null);
            } catch (RuntimeException e) {
                if (!isBrief() || untold.isPerhapsPut(mine) || !Unreadable.is(entries, place)) {
                    throw e;
                }
                inAnyCase();
                return;
            }
            if (there == null) {
                if (!untold.isPerhapsPut(mine)) {
                    send(value -> entries.putIfAbsent(place, value, stored.kept()));
                }
            } else if (opened(seal, there).filter(this::isAsGood).isEmpty()) {
                send(value -> entries.replace(place, there, value, stored.kept()));
            }
        }

        private void send(Predicate<byte[]> step) {
            AccessToken before = untold.perhapsPut(mine); // from now on
            try {
                if (step.test(sealed) && known.isRejected(mine)) {
                    entries.remove(place, sealed); // whoever wanted to remove it may have come too early
                }
            } catch (RuntimeException e) {
                if (isBrief() && !isPerhapsThere()) {
                    untold.notPut(mine, before);
                }
                throw e;
            }
        }

        /** Nearly as good will do: with clocks that are not known, another's token seems to end sooner than it does. */
        private boolean isAsGood(AccessToken token) {
            Duration nearly = left(mine).minus(mine.lifetime().dividedBy(10));
            return !known.isRejected(token) && left(token).compareTo(nearly) >= 0;
        }

        private Duration left(AccessToken token) {
            return StoredToken.leftOf(token, Moment.now(clock));
        }

        private boolean isBrief() {
            return StoreAccess.isBrief(begun, clock);
        }

        /** A store may fail although it has done what it was told. */
        private boolean isPerhapsThere() {
            try {
                return entries.get(place)
                        .filter(there -> Arrays.equals(there, sealed))
                        .isPresent();
            } catch (RuntimeException e) {
                return true;
            }
        }
    }
}
