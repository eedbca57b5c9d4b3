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

    /** Of rejected tokens, a fingerprint each. */
    private static final int MOST_REJECTED = 100;

    private final RefreshPolicy policy;
    private final TokenClock clock;
    private final Set<String> rejected = new LinkedHashSet<>();
    private @Nullable AccessToken last;

    /** @param policy for how long a token is worth taking */
    KnownTokens(RefreshPolicy policy, TokenClock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** From now on it is not worth taking; whether that is news. */
    synchronized boolean reject(Secret token) {
        boolean news = rejected.add(token.fingerprint());
        if (rejected.size() > MOST_REJECTED) {
            Iterator<String> eldest = rejected.iterator();
            eldest.next();
            eldest.remove();
        }
        return news;
    }

    /** This process has it now, and only a newer one is worth taking. */
    synchronized void given(AccessToken token) {
        last = token;
    }

    synchronized boolean isRejected(AccessToken token) {
        return rejected.contains(Secret.of(token.value()).fingerprint());
    }

    /** For how long the last token may still be handed out; zero if there is none, or an API rejected it. */
    synchronized Duration restOfLast() {
        AccessToken had = last;
        if (had == null || isRejected(had)) {
            return Duration.ZERO;
        }
        Duration rest =
                StoredToken.leftOf(had, Moment.now(clock)).minus(had.lifetime()).plus(policy.usableFor(had.lifetime()));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /**
     * Not one that this process has had, nor an older one: whoever asks wants another. As long as the last may be handed out, only one
     * that lives longer by a tenth of a life, or it would be due at once, too.
     */
    synchronized boolean isWorthTaking(AccessToken token) {
        Moment now = Moment.now(clock);
        boolean usable =
                token.requestedAt().plus(policy.usableFor(token.lifetime())).isAfter(now.nanos(), now.millis());
        AccessToken had = last;
        if (!usable || isRejected(token)) {
            return false;
        }
        if (had == null) {
            return true;
        }
        Duration more = StoredToken.leftOf(token, now).minus(StoredToken.leftOf(had, now));
        Duration least =
                restOfLast().isZero() ? Duration.ZERO : token.lifetime().dividedBy(10);
        return !had.value().equals(token.value()) && more.compareTo(least) >= 0;
    }
}
