package io.github.cameladhese.auth.jcache;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import io.github.cameladhese.auth.testkit.TokenStoreContract;
import io.github.cameladhese.auth.token.TokenStore;
import java.net.InetSocketAddress;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract for a client of a Hazelcast cluster, by sockets: what a CronJob or a pod that scales to zero would be. */
class HazelcastClientStoreTest extends TokenStoreContract {

    private static HazelcastInstance member;
    private static HazelcastInstance client;
    private static CachingProvider provider;
    private static CacheManager caches;

    private final TokenStore store = new JCacheTokenStore(caches, "tokens");

    @BeforeAll
    static void start() {
        member = LoneMember.start("HazelcastClientStoreTest");
        client = client();
        provider = Caching.getCachingProvider(HazelcastCachingProvider.CLIENT_CACHING_PROVIDER);
        caches = provider.getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(client));
    }

    private static HazelcastInstance client() {
        InetSocketAddress address =
                (InetSocketAddress) member.getLocalEndpoint().getSocketAddress();
        ClientConfig config = new ClientConfig();
        config.setClusterName(member.getConfig().getClusterName());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().addAddress("127.0.0.1:" + address.getPort());
        return HazelcastClient.newHazelcastClient(config);
    }

    @AfterAll
    static void stop() {
        provider.close();
        client.shutdown();
        member.shutdown();
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
    void theClientThatComesAfterFindsWhatOneHasLeft() {
        store.put("key", new byte[] {1}, ofMinutes(5));
        HazelcastInstance later = client();
        try {
            CacheManager ofLater = provider.getCacheManager(
                    provider.getDefaultURI(), null, HazelcastCachingProvider.propertiesByInstanceItself(later));
            assertThat(new JCacheTokenStore(ofLater, "tokens").get("key")).hasValue(new byte[] {1});
        } finally {
            later.shutdown();
        }
    }
}
