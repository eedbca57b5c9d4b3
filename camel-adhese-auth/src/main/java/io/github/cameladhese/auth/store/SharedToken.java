package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One token in a store, as one process sees it: what it put there, what it took from there, and which tokens an API rejected, so
 * that it does not take one of those again. Thread-safe.
 */
public final class SharedToken {

    private static final Logger LOG = LoggerFactory.getLogger(SharedToken.class);

    /** A lease for a token of which nothing is known yet; a token request rarely takes half of it. */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(2);

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(500);

    /** Of rejected tokens: at one in 30 s these are of the last eight minutes. */
    private static final int MOST_REJECTED = 16;

    private final StoreAccess store;
    private final TokenKey key;
    private final ClientSecret secret;
    private final RefreshPolicy policy;
    private final Timing timing;
    private final ClockSkew skew;
    private final long writer;
    private final Set<String> rejected = new LinkedHashSet<>();
    private @Nullable AccessToken last;

    /**
     * The entry of one token.
     *
     * @param secret whoever knows it may share the token
     * @param policy for how long a token is worth taking
     */
    public SharedToken(StoreAccess store, TokenKey key, ClientSecret secret, RefreshPolicy policy, Timing timing) {
        this.store = store;
        this.key = key;
        this.secret = secret;
        this.policy = policy;
        this.timing = timing;
        this.skew = new ClockSkew(timing.clock());
        this.writer = timing.random().nextLong();
    }

    StoreAccess store() {
        return store;
    }

    Timing timing() {
        return timing;
    }

    /** By the secret as it is now; empty if it cannot be read, of which the token request will tell. */
    Optional<EntrySeal> seal() {
        try {
            return Optional.of(EntrySeal.of(secret.read(), key));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How long a lease lasts: a twentieth of the last token's life, from 500 ms to 2 s, or 2 s if there was none. */
    synchronized Duration leaseTime() {
        if (last == null) {
            return LONGEST_LEASE;
        }
        Duration twentieth = last.lifetime().dividedBy(20);
        if (twentieth.compareTo(SHORTEST_LEASE) < 0) {
            return SHORTEST_LEASE;
        }
        return twentieth.compareTo(LONGEST_LEASE) < 0 ? twentieth : LONGEST_LEASE;
    }

    /** From now on it is not taken from the store. */
    synchronized void reject(Secret token) {
        rejected.add(token.fingerprint());
        if (rejected.size() > MOST_REJECTED) {
            Iterator<String> eldest = rejected.iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** This process has it now, and only a newer one is worth taking. */
    synchronized void given(AccessToken token) {
        last = token;
    }

    /** The token in the store if it is worth taking. One that an API rejected is removed, unless it was replaced meanwhile. */
    CompletableFuture<Optional<AccessToken>> find(EntrySeal seal) {
        return store.ask("get", known -> known.get(seal.place())).thenApply(entry -> {
            Optional<AccessToken> token = entry.flatMap(seal::open)
                    .flatMap(StoredToken::of)
                    .flatMap(stored -> stored.read(skew, timing.clock()));
            if (token.isPresent() && isRejected(token.get())) {
                var unused = store.ask("remove", known -> known.remove(seal.place(), entry.orElseThrow()));
                return Optional.empty();
            }
            return token.filter(this::isWorthTaking);
        });
    }

    /** Puts a token that was just fetched; nobody waits for it. */
    CompletableFuture<?> share(AccessToken token) {
        EntrySeal seal = seal().orElse(null);
        if (seal == null || !token.renewable() || isRejected(token) || store.isResting()) {
            return CompletableFuture.completedFuture(null);
        }
        StoredToken stored = StoredToken.of(token, writer, timing.clock());
        Duration left = stored.left();
        if (left.toMillis() < 1) {
            return CompletableFuture.completedFuture(null);
        }
        byte[] entry = seal.seal(stored.write());
        return store.ask("put", known -> {
                    known.put(seal.place(), entry, left);
                    return true;
                })
                .exceptionally(failure -> {
                    LOG.debug("The token is not shared: {}", failure.getClass().getName());
                    return false;
                });
    }

    private synchronized boolean isRejected(AccessToken token) {
        return rejected.contains(Secret.of(token.value()).fingerprint());
    }

    /** Not one that this process has had, nor an older one: whoever asks wants another. */
    private synchronized boolean isWorthTaking(AccessToken token) {
        Moment now = Moment.now(timing.clock());
        boolean usable =
                token.requestedAt().plus(policy.usableFor(token.lifetime())).isAfter(now.nanos(), now.millis());
        AccessToken had = last;
        return usable
                && (had == null
                        || (!had.value().equals(token.value())
                                && StoredToken.leftOf(token, now).compareTo(StoredToken.leftOf(had, now)) >= 0));
    }

    @Override
    public String toString() {
        return "SharedToken[" + key + "]";
    }
}
