package io.github.cameladhese.auth.jcache;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TokenStore} in a JCache (JSR-107). Thread-safe. The cache is the application's, which closes it.
 *
 * <p>JCache knows one lifetime for all entries of a cache. So an entry carries its end, by the wall clock of who wrote it, and one
 * that is over counts as none. Entries are texts, since engines compare texts alike and arrays not.
 */
public final class JCacheTokenStore implements TokenStore {

    private final Cache<String, String> cache;
    private final InstantSource clock;

    /**
     * A store in a cache that the application has made. Its entries should end by themselves, a day after they were written or
     * later: those of accounts that are no longer used are never removed otherwise.
     *
     * @param cache for keys and values that are texts, and for nothing else
     */
    public JCacheTokenStore(Cache<String, String> cache) {
        this(cache, InstantSource.system());
    }

    /**
     * A store in the cache of this name, which is made if there is none: stored by value, with entries that end a day after they
     * were written.
     */
    public JCacheTokenStore(CacheManager caches, String name) {
        this(cache(caches, name));
    }

    /** @param clock by which entries end */
    JCacheTokenStore(Cache<String, String> cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(live(cache.get(key)));
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
        cache.put(key, entry(value, lifetime));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        String mine = entry(value, lifetime);
        if (cache.putIfAbsent(key, mine)) {
            return true;
        }
        String there = cache.get(key);
        if (there == null) { // it has ended just now: whoever comes next gets it
            return cache.putIfAbsent(key, mine);
        }
        return live(there) == null && cache.replace(key, there, mine);
    }

    @Override
    public boolean remove(String key, byte[] value) {
        String there = cache.get(key);
        byte[] live = live(there);
        return there != null && live != null && Arrays.equals(live, value) && cache.remove(key, there);
    }

    @Override
    public String toString() {
        return "JCacheTokenStore[" + cache.getName() + "]";
    }

    private static Cache<String, String> cache(CacheManager caches, String name) {
        Cache<String, String> known = caches.getCache(name, String.class, String.class);
        if (known != null) {
            return known;
        }
        javax.cache.expiry.Duration day =
                new javax.cache.expiry.Duration(TimeUnit.HOURS, AccessToken.LONGEST_LIFETIME.toHours());
        return caches.createCache(
                name,
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStoreByValue(true)
                        .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(day)));
    }

    /** The value behind its end, in milliseconds since the epoch. */
    private String entry(byte[] value, Duration lifetime) {
        return clock.instant().plus(lifetime).toEpochMilli() + ":"
                + Base64.getEncoder().encodeToString(value);
    }

    /** The value, null if there is none any more, or it is none of ours. */
    private byte @Nullable [] live(@Nullable String entry) {
        int colon = entry == null ? -1 : entry.indexOf(':');
        if (entry == null || colon < 0) {
            return null;
        }
        try {
            long endsAt = Long.parseLong(entry.substring(0, colon));
            return clock.millis() < endsAt ? Base64.getDecoder().decode(entry.substring(colon + 1)) : null;
        } catch (IllegalArgumentException e) { // somebody else writes to this cache, too
            return null;
        }
    }
}
