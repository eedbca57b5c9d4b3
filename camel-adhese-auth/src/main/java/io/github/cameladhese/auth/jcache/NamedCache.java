package io.github.cameladhese.auth.jcache;

import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache that is made if it is not there. If its engine cannot be reached when the application starts, that is left for the first
 * use, and for the next. Thread-safe.
 */
final class NamedCache {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCache.class);

    private final String name;
    private final @Nullable CacheManager caches;
    private final @Nullable Duration end;
    private volatile @Nullable Cache<String, Object> known;

    /** One that the application has made. */
    NamedCache(Cache<String, ?> cache) {
        name = cache.getName();
        caches = null;
        end = null;
        known = ofAnything(cache);
    }

    /** @throws IllegalArgumentException if there is a cache of that name that cannot hold texts */
    NamedCache(CacheManager caches, String name, Duration end) {
        this.name = name;
        this.caches = caches;
        this.end = end;
        try {
            known = find(caches, end);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug(
                    "The cache {} cannot be reached yet: {}", name, e.getClass().getName());
        }
    }

    String name() {
        return name;
    }

    Cache<String, Object> get() {
        Cache<String, Object> cache = known;
        if (cache == null && caches != null && end != null) {
            cache = find(caches, end);
            known = cache;
        }
        if (cache == null) {
            throw new IllegalStateException("no cache " + name);
        }
        return cache;
    }

    private Cache<String, Object> find(CacheManager manager, Duration entriesEnd) {
        Cache<String, ?> there = existing(manager);
        if (there != null) {
            return ofAnything(there);
        }
        try {
            return ofAnything(manager.createCache(
                    name,
                    new MutableConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setStoreByValue(true)
                            .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(entriesEnd))));
        } catch (CacheException e) {
            Cache<String, ?> ofAnother = existing(manager);
            if (ofAnother != null) { // which was quicker by a moment
                return ofAnything(ofAnother);
            }
            throw e;
        }
    }

    /** A cache of texts, or one whose types were not declared; null if there is none. */
    private @Nullable Cache<String, ?> existing(CacheManager manager) {
        try {
            return manager.getCache(name, String.class, String.class);
        } catch (ClassCastException | IllegalArgumentException e) {
            try {
                return manager.getCache(name, Object.class, Object.class) == null ? null : manager.getCache(name);
            } catch (ClassCastException | IllegalArgumentException otherTypes) {
                throw new IllegalArgumentException(
                        "No token store in the cache '" + name
                                + "': it is declared for other types than String and String."
                                + " Declare it for these or for none, or give the store another name.",
                        e);
            }
        }
    }

    /** What is read is looked at, and what is written are texts. */
    @SuppressWarnings("unchecked")
    private static Cache<String, Object> ofAnything(Cache<String, ?> cache) {
        return (Cache<String, Object>) cache;
    }
}
