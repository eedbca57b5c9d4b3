package io.github.cameladhese.auth.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.TokenStoreContract;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
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

    private final FakeClock clock = new FakeClock();
    private final Cache<String, String> cache = caches.createCache(
            "tokens", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    private final TokenStore store = new JCacheTokenStore(cache, clock);

    @BeforeAll
    static void start() {
        Config config = new Config("JCacheTokenStoreTest");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig().setPort(0).setPublicAddress("127.0.0.1");
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
        hazelcast = Hazelcast.newHazelcastInstance(config);
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

    @Override
    protected void advance(Duration time) {
        clock.advance(time);
    }

    @Test
    @SuppressWarnings("unchecked") // as JCache has it
    void aCacheThatIsNotThereIsMadeAndItsEntriesEndAfterADay() {
        new JCacheTokenStore(caches, "more").put("key", new byte[] {1}, ofMinutes(5));
        assertThat(new JCacheTokenStore(caches, "more").get("key")).hasValue(new byte[] {1});
        CompleteConfiguration<?, ?> made =
                caches.getCache("more", String.class, String.class).getConfiguration(CompleteConfiguration.class);
        assertThat(made.getExpiryPolicyFactory().create().getExpiryForCreation().getDurationAmount())
                .isEqualTo(24);
        assertThat(made.getExpiryPolicyFactory().create().getExpiryForUpdate().getDurationAmount())
                .isEqualTo(24);
        assertThat(new JCacheTokenStore(caches, "more")).hasToString("JCacheTokenStore[more]");
    }

    @Test
    void whatOthersWriteIntoTheCacheCountsAsNoneAndIsReplaced() {
        for (String garbage :
                new String[] {"", ":", "garbage", "x:AAAA", "9999999999999:&", "999999999999999999999:AAAA"}) {
            cache.put("key", garbage);
            assertThat(store.get("key")).as(garbage).isEmpty();
            assertThat(store.remove("key", garbage.getBytes(UTF_8))).as(garbage).isFalse();
            assertThat(store.putIfAbsent("key", new byte[] {1}, ofMinutes(5)))
                    .as(garbage)
                    .isTrue();
            assertThat(store.get("key")).as(garbage).hasValue(new byte[] {1});
        }
    }
}
