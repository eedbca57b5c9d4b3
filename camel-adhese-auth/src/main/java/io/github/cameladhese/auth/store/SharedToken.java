package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenKey;
import io.github.cameladhese.auth.token.TokenShare;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the token that another process has fetched, and fetches one for all if there is none: as a rule one process of a fleet
 * does, which has a lease in the store, and the others wait for what it puts there. No process gets a token twice, so that who
 * asks because the last one is due gets a newer one.
 *
 * <p>The store may fail in any way; then a token is fetched as if there were none. Nobody who has no token waits longer than
 * {@link #LONGEST_WAIT} for the store and for others. Thread-safe; no thread is held.
 */
public final class SharedToken implements TokenShare {

    private static final Logger LOG = LoggerFactory.getLogger(SharedToken.class);

    /** How long somebody without a token waits at most, operations of the store included. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** The same while there is a token: half of what it has left is for waiting, but no more than this. */
    static final Duration LONGEST_WAIT_WITH_TOKEN = Duration.ofSeconds(30);

    private final StoreAccess store;
    private final TokenKey key;
    private final ClientSecret secret;
    private final Timing timing;
    private final ClockSkew skew;
    private final KnownTokens known;
    private final SharedEntry entry;
    private final AtomicReference<@Nullable StoreLookup> running = new AtomicReference<>();

    /**
     * The share of one process in one token.
     *
     * @param secret whoever knows it may share the token
     * @param policy for how long a token is worth taking
     */
    public SharedToken(StoreAccess store, TokenKey key, ClientSecret secret, RefreshPolicy policy, Timing timing) {
        this.store = store;
        this.key = key;
        this.secret = secret;
        this.timing = timing;
        this.known = new KnownTokens(policy, timing.clock());
        this.skew = new ClockSkew(timing.clock());
        this.entry = new SharedEntry(store, this::seal, known, skew, timing);
    }

    @Override
    public CompletableFuture<AccessToken> tokenOr(Supplier<CompletableFuture<AccessToken>> fetch) {
        StoreLookup lookup = new StoreLookup(this, fetch);
        running.set(lookup);
        CompletableFuture<AccessToken> outcome = lookup.start();
        var unused = outcome.whenComplete((token, failure) -> running.compareAndSet(lookup, null));
        return outcome;
    }

    /** Takes it out of the store unless another is there by now: at once, or when the store works again. */
    @Override
    public void rejected(Secret token) {
        if (!known.reject(token)) {
            return;
        }
        entry.removeRejected();
        StoreLookup lookup = running.get();
        if (lookup != null && known.isLast(token)) { // it had the time of those who have one
            lookup.hurry();
        }
    }

    @Override
    public Duration longestDelay() {
        return LONGEST_WAIT_WITH_TOKEN;
    }

    /** What the store has not been told by now it is not told any more. */
    @Override
    public void close() {
        entry.close();
    }

    /** How long to wait for others now: as long as nobody notices, if there is a token. */
    Duration patience() {
        Duration half = known.restOfLast().dividedBy(2);
        Duration longest = half.compareTo(LONGEST_WAIT) < 0 ? LONGEST_WAIT : half;
        Duration bound = longest.compareTo(LONGEST_WAIT_WITH_TOKEN) < 0 ? longest : LONGEST_WAIT_WITH_TOKEN;
        double spread = 0.8 + 0.2 * timing.random().nextDouble(); // or all whose patience ends would ask at once
        return Duration.ofNanos((long) (bound.toNanos() * spread));
    }

    /** By the secret as it is now; empty if it cannot be read, of which the token request will tell. */
    Optional<EntrySeal> seal() {
        try {
            return Optional.of(EntrySeal.of(secret.read(), key));
        } catch (IOException | RuntimeException e) {
            LOG.debug("There is no secret to seal with: {}", e.getClass().getName());
            return Optional.empty();
        }
    }

    StoreAccess store() {
        return store;
    }

    ClockSkew skew() {
        return skew;
    }

    SharedEntry entry() {
        return entry;
    }

    KnownTokens known() {
        return known;
    }

    Timing timing() {
        return timing;
    }

    @Override
    public String toString() {
        return "SharedToken[" + key + "]";
    }
}
