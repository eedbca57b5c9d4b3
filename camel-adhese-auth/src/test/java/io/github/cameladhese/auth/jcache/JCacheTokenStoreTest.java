package io.github.cameladhese.auth.jcache;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.core.HazelcastInstance;
import io.github.cameladhese.auth.testkit.TokenStoreContract;
import io.github.cameladhese.auth.token.TokenStore;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In Hazelcast, by its JCache provider: one member, on loopback, which looks for no other. */
class JCacheTokenStoreTest extends TokenStoreContract {

    private static HazelcastInstance hazelcast;
    private static CachingProvider provider;
    private static CacheManager caches;

    private final TokenStore store = new JCacheTokenStore(caches, "tokens");

    @BeforeAll
    static void start() throws IOException {
        hazelcast = LoneMember.start("JCacheTokenStoreTest", FreePorts.one());
        provider = Caching.getCachingProvider(HazelcastCachingProvider.MEMBER_CACHING_PROVIDER);
        caches = provider.getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(hazelcast));
    }

    @AfterAll
    static void stop() {
        provider.close();
        hazelcast.shutdown();
    }

    @AfterEach
    void empty() {
        caches.getCacheNames().forEach(caches::destroyCache);
    }

    @Override
    protected TokenStore store() {
        return store;
    }

    @Test
    void cachesThatAreNotThereAreMadeAndTheirEntriesEndByThemselves() {
        store.put("key", new byte[] {1}, ofMinutes(5));
        assertThat(new JCacheTokenStore(caches, "tokens").get("key")).hasValue(new byte[] {1});
        assertThat(endOf("tokens")).isEqualTo(new Duration(TimeUnit.HOURS, 24));
        assertThat(endOf("tokens-leases")).isEqualTo(new Duration(TimeUnit.SECONDS, 5));
        assertThat(store).hasToString("JCacheTokenStore[tokens]");
    }

    @Test
    void tokensAndLeasesAreInCachesOfTheirOwn() {
        store.put("key", new byte[] {1}, ofMinutes(5));
        store.putIfAbsent("key.lease", new byte[] {2}, ofMinutes(5));
        assertThat(caches.getCache("tokens", String.class, String.class)).hasSize(1);
        assertThat(caches.getCache("tokens-leases", String.class, String.class)).hasSize(1);
    }

    /** Neither the writer's clock nor the lifetime that it asks for decides. */
    @Test
    void theEngineEndsALeaseByItsOwnClock() {
        Cache<String, String> brief = caches.createCache(
                "brief",
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setExpiryPolicyFactory(
                                ModifiedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50))));
        TokenStore other = new JCacheTokenStore(brief, brief);
        assertThat(other.putIfAbsent("key.lease", new byte[] {1}, ofMinutes(5))).isTrue();
        await().until(() -> other.putIfAbsent("key.lease", new byte[] {2}, ofMinutes(5)));
    }

    @Test
    void ofManyWhoMakeTheCachesAtOnceAllSucceed() throws Exception {
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 10; round++) {
                String name = "race-" + round;
                CountDownLatch all = new CountDownLatch(many);
                List<Future<TokenStore>> stores = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    stores.add(threads.submit(() -> {
                        all.countDown();
                        all.await();
                        return new JCacheTokenStore(caches, name);
                    }));
                }
                stores.get(0).get().put("key", new byte[] {1}, ofMinutes(5));
                for (Future<TokenStore> made : stores) {
                    assertThat(made.get().get("key")).hasValue(new byte[] {1});
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aCacheWhoseTypesWereNotDeclaredWillDo() {
        caches.createCache("untyped", new MutableConfiguration<>());
        caches.createCache("untyped-leases", new MutableConfiguration<>());
        TokenStore untyped = new JCacheTokenStore(caches, "untyped");
        untyped.put("key", new byte[] {1}, ofMinutes(5));
        assertThat(new JCacheTokenStore(caches, "untyped").get("key")).hasValue(new byte[] {1});
        assertThat(untyped.putIfAbsent("key.lease", new byte[] {1}, ofMinutes(5)))
                .isTrue();
    }

    @Test
    void aCacheOfOtherTypesIsRefusedByName() {
        caches.createCache("numbers", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
        assertThatThrownBy(() -> new JCacheTokenStore(caches, "numbers"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "No token store in the cache 'numbers': it is declared for other types than String and String."
                                + " Declare it for these or for none, or give the store another name.");
    }

    @Test
    void whatOthersWriteIntoTheCacheCountsAsNoneAndIsReplaced() {
        Cache<String, Object> anything = caches.createCache("anything", new MutableConfiguration<>());
        TokenStore shared = new JCacheTokenStore(anything, anything);
        for (Object garbage :
                new Object[] {"A".repeat(180_004), "&", "garbage!", "A", "AB==", 17, 1.5, Instant.EPOCH, new byte[] {1}
                }) {
            for (String key : new String[] {"key", "key.lease"}) {
                anything.put(key, garbage);
                assertThat(shared.get(key)).as("%s", garbage).isEmpty();
                assertThat(shared.remove(key, new byte[] {1})).as("%s", garbage).isFalse();
                assertThat(shared.replace(key, new byte[] {1}, new byte[] {2}, ofMinutes(5)))
                        .as("%s", garbage)
                        .isFalse();
                assertThat(shared.putIfAbsent(key, new byte[] {1}, ofMinutes(5)))
                        .as("%s", garbage)
                        .isTrue();
                assertThat(shared.get(key)).as("%s", garbage).hasValue(new byte[] {1});
            }
        }
    }

    /** Entries are texts, so an engine may refuse to make anything else out of the bytes that it holds. */
    @Test
    void aFilterKeepsClassesOutThatSomebodyHasWritten() {
        Cache<String, Object> anything = caches.createCache("filtered", new MutableConfiguration<>());
        TokenStore shared = new JCacheTokenStore(anything, anything);
        anything.put("key", new Planted());
        assertThatThrownBy(() -> shared.get("key"))
                .hasStackTraceContaining("Resolving class " + Planted.class.getName());
        assertThat(Planted.READ).isFalse();
        shared.put("key", new byte[] {1}, ofMinutes(5));
        assertThat(shared.get("key")).hasValue(new byte[] {1});
    }

    /** What an attacker would like to see deserialized. */
    private static final class Planted implements Serializable {

        private static final long serialVersionUID = 1;
        private static final AtomicBoolean READ = new AtomicBoolean();

        private void readObject(ObjectInputStream input) {
            READ.set(true);
        }
    }

    @SuppressWarnings("unchecked") // as JCache has it
    private static Duration endOf(String cache) {
        ExpiryPolicy policy = ((CompleteConfiguration<String, String>)
                        caches.getCache(cache, String.class, String.class)
                                .getConfiguration(CompleteConfiguration.class))
                .getExpiryPolicyFactory()
                .create();
        assertThat(policy.getExpiryForUpdate()).isEqualTo(policy.getExpiryForCreation());
        return policy.getExpiryForCreation();
    }
}
