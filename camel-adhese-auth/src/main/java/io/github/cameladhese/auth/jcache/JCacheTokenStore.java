package io.github.cameladhese.auth.jcache;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TokenStore} in two JCaches (JSR-107), one for tokens and one for leases. Thread-safe. The caches are the application's,
 * which closes them.
 *
 * <p>JCache knows one lifetime for all entries of a cache, so there are two; the lifetimes that are asked for are not looked at.
 * Entries are texts (Base64), since engines compare texts alike and arrays not. What somebody else has put into the caches
 * counts as none, and is removed when it is got.
 */
public final class JCacheTokenStore implements TokenStore {

    /** As long as the longest token lives. */
    private static final javax.cache.expiry.Duration TOKENS_END =
            new javax.cache.expiry.Duration(TimeUnit.HOURS, AccessToken.LONGEST_LIFETIME.toHours());

    /** Ten times as long as it takes to renew a lease. */
    private static final javax.cache.expiry.Duration LEASES_END = new javax.cache.expiry.Duration(TimeUnit.SECONDS, 5);

    /** More than the longest entry has as Base64, and not worth looking at. */
    private static final int LONGEST_TEXT = 180_000;

    private final NamedCache tokens;
    private final NamedCache leases;

    /**
     * A store in caches that the application has made, for texts or for anything, and not used otherwise.
     *
     * @param tokens should end its entries a day after they were written, or later: those of accounts that are no longer used are
     *     never removed otherwise
     * @param leases should end its entries some seconds after they were written, e.g. 5 s
     */
    public JCacheTokenStore(Cache<String, ?> tokens, Cache<String, ?> leases) {
        this.tokens = new NamedCache(tokens);
        this.leases = new NamedCache(leases);
    }

    /**
     * A store in the cache of this name, and in another whose name ends in {@code -leases}. Those that are not there are made:
     * stored by value, with tokens that end a day after they were written, and leases that end after 5 s. An engine that cannot be
     * reached now is asked again at each use, until it has the caches.
     *
     * @throws IllegalArgumentException if there is a cache of that name that cannot hold texts
     */
    public JCacheTokenStore(CacheManager caches, String name) {
        tokens = new NamedCache(caches, name, TOKENS_END);
        leases = new NamedCache(caches, name + "-leases", LEASES_END);
    }

    @Override
    public Optional<byte[]> get(String key) {
        Cache<String, Object> cache = cache(key);
        Object there = cache.get(key);
        byte[] value = bytes(there);
        if (there != null && value == null) { // or nobody could put one if there is none
            if (there instanceof String text && text.length() > LONGEST_TEXT) {
                cache.remove(key); // without sending it once more
            } else {
                cache.remove(key, there);
            }
        }
        return Optional.ofNullable(value);
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
        cache(key).put(key, text(value));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        return cache(key).putIfAbsent(key, text(value));
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
        return cache(key).replace(key, text(expected), text(value));
    }

    @Override
    public boolean remove(String key, byte[] value) {
        return cache(key).remove(key, text(value));
    }

    @Override
    public String toString() {
        return "JCacheTokenStore[" + tokens.name() + "]";
    }

    private Cache<String, Object> cache(String key) {
        return (key.endsWith(LEASE) ? leases : tokens).get();
    }

    private static String text(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    /** The value, null if there is none, or it is none of ours. */
    private static byte @Nullable [] bytes(@Nullable Object entry) {
        if (!(entry instanceof String text) || text.length() > LONGEST_TEXT) {
            return null;
        }
        try {
            byte[] value = Base64.getDecoder().decode(text);
            return text(value).equals(text) ? value : null; // or what was got could be neither replaced nor removed
        } catch (IllegalArgumentException e) { // somebody else writes to this cache, too
            return null;
        }
    }
}
