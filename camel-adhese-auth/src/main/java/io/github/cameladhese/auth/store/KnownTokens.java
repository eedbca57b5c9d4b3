package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last token that one process has had, and those that an API rejected: none of them is worth taking from others again.
 * Thread-safe.
 */
final class KnownTokens {

    /** Of each sort, a fingerprint each. */
    private static final int MOST = 100;

    private final RefreshPolicy policy;
    private final TokenClock clock;
    private final Set<String> had = new LinkedHashSet<>();
    private final Set<String> rejected = new LinkedHashSet<>();

    /** Apart from those that this process has had: what messages carry may be made up, and must not drive them out. */
    private final Set<String> othersRejected = new LinkedHashSet<>();

    private @Nullable AccessToken last;

    /** @param policy for how long a token is worth taking */
    KnownTokens(RefreshPolicy policy, TokenClock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** From now on it is not worth taking; whether that is news. */
    synchronized boolean reject(Secret token) {
        String fingerprint = token.fingerprint();
        return !rejected.contains(fingerprint)
                && add(fingerprint, had.contains(fingerprint) ? rejected : othersRejected);
    }

    synchronized boolean isLast(Secret token) {
        return last != null && last.value().equals(token.reveal());
    }

    /** This process has it now, and only a newer one is worth taking; the one that it had before, null if it had none. */
    synchronized @Nullable AccessToken given(AccessToken token) {
        AccessToken before = last;
        last = token;
        var unused = add(Secret.of(token.value()).fingerprint(), had);
        return before;
    }

    /** Nobody wanted it any more. */
    synchronized void notGiven(AccessToken token, @Nullable AccessToken before) {
        if (last == token) {
            last = before;
        }
    }

    synchronized boolean isRejected(AccessToken token) {
        String fingerprint = Secret.of(token.value()).fingerprint();
        return rejected.contains(fingerprint) || othersRejected.contains(fingerprint);
    }

    /** For how long the last token may still be handed out; zero if there is none, or an API rejected it. */
    synchronized Duration restOfLast() {
        AccessToken mine = last;
        if (mine == null || isRejected(mine)) {
            return Duration.ZERO;
        }
        Duration rest = StoredToken.leftOf(mine, Moment.now(clock))
                .minus(mine.lifetime())
                .plus(policy.usableFor(mine.lifetime()));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /**
     * Not one that this process has had, nor an older one: whoever asks wants another. As long as the last may be handed out,
     * only one that lives longer by a tenth of a life, or it would be due at once, too.
     */
    synchronized boolean isWorthTaking(AccessToken token) {
        Moment now = Moment.now(clock);
        boolean usable =
                token.requestedAt().plus(policy.usableFor(token.lifetime())).isAfter(now.nanos(), now.millis());
        AccessToken mine = last;
        if (!usable || isRejected(token)) {
            return false;
        }
        if (mine == null) {
            return true;
        }
        Duration more = StoredToken.leftOf(token, now).minus(StoredToken.leftOf(mine, now));
        Duration least =
                restOfLast().isZero() ? Duration.ZERO : token.lifetime().dividedBy(10);
        return !mine.value().equals(token.value()) && more.compareTo(least) >= 0;
    }

    /** Whether it is news. */
    private static boolean add(String fingerprint, Set<String> fingerprints) {
        boolean news = fingerprints.add(fingerprint);
        if (fingerprints.size() > MOST) {
            Iterator<String> eldest = fingerprints.iterator();
            eldest.next();
            eldest.remove();
        }
        return news;
    }
}
