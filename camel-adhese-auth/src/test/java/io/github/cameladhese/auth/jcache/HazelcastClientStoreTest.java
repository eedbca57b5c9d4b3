package io.github.cameladhese.auth.jcache;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import io.github.cameladhese.auth.testkit.TokenStoreContract;
import io.github.cameladhese.auth.token.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    private static HazelcastInstance other;

    private final TokenStore store = new JCacheTokenStore(caches, "tokens");

    /** A provider gives all who ask in one JVM the same manager, and so the same connection; this is another one. */
    private final TokenStore ofOther = new JCacheTokenStore(
            other.getCacheManager().getCache("tokens"), other.getCacheManager().getCache("tokens-leases"));

    @BeforeAll
    static void start() throws Exception {
        member = LoneMember.start("HazelcastClientStoreTest", FreePorts.one());
        int port = member.getConfig().getNetworkConfig().getPort();
        client = client(port, ofMinutes(1));
        provider = Caching.getCachingProvider(HazelcastCachingProvider.CLIENT_CACHING_PROVIDER);
        caches = provider.getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(client));
        other = client(port, ofMinutes(1));
    }

    /** As docs/token-store.md shows it, but for the names and the patience. */
    private static HazelcastInstance client(int port, Duration patience) throws InterruptedException {
        ClientConfig config = new ClientConfig();
        config.setClusterName("HazelcastClientStoreTest");
        config.getNetworkConfig().addAddress("127.0.0.1:" + port);
        config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
        config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        config.setProperty("hazelcast.logging.type", "slf4j");
        CountDownLatch connected = new CountDownLatch(1);
        config.addListenerConfig(new ListenerConfig((LifecycleListener) event -> {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                connected.countDown();
            }
        }));
        HazelcastInstance hazelcast = HazelcastClient.newHazelcastClient(config);
        boolean there = connected.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(there).isEqualTo(!patience.isZero());
        return hazelcast;
    }

    /** Of an address of its own, or it would be that of the first client; its caches are then others, too. */
    private static CacheManager manager(HazelcastInstance instance) {
        return provider.getCacheManager(
                URI.create(instance.getName()), null, HazelcastCachingProvider.propertiesByInstanceItself(instance));
    }

    @AfterAll
    static void stop() {
        provider.close();
        client.shutdown();
        other.shutdown();
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

    @Override
    protected TokenStore other() {
        return ofOther;
    }

    /** An application starts without its cluster, and shares tokens once that is there. */
    @Test
    void aClusterMayComeLater() throws Exception {
        int port = FreePorts.one();
        HazelcastInstance early = client(port, Duration.ZERO);
        try {
            TokenStore waiting = new JCacheTokenStore(manager(early), "tokens");
            assertThatThrownBy(() -> waiting.get("key")).isInstanceOf(RuntimeException.class);
            HazelcastInstance late = LoneMember.start("HazelcastClientStoreTest", port);
            try {
                await().atMost(ofMinutes(1)).ignoreExceptions().until(() -> waiting.get("key")
                        .isEmpty());
                waiting.put("key", new byte[] {1}, ofMinutes(5));
                assertThat(waiting.get("key")).hasValue(new byte[] {1});
            } finally {
                late.shutdown();
            }
        } finally {
            early.shutdown();
        }
    }

    @Test
    void thePageShowsThis() throws IOException {
        String page = unspaced(Path.of("..", "docs", "token-store.md"));
        String test =
                unspaced(Path.of("src", "test", "java", getClass().getName().replace('.', '/') + ".java"));
        for (String step : List.of(
                "config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);",
                "config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());",
                "CountDownLatch connected = new CountDownLatch(1);"
                        + " config.addListenerConfig(new ListenerConfig((LifecycleListener) event -> {"
                        + " if (event.getState() == LifecycleState.CLIENT_CONNECTED) { connected.countDown(); } }));"
                        + " HazelcastInstance hazelcast = HazelcastClient.newHazelcastClient(config);"
                        + " boolean there = connected.await(",
                "Caching.getCachingProvider(HazelcastCachingProvider.CLIENT_CACHING_PROVIDER)",
                ".getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(",
                "new JCacheTokenStore(caches, \"tokens\")")) {
            String written = step.replace(" ", "");
            assertThat(page).contains(written);
            assertThat(test.indexOf(written))
                    .isLessThan(test.indexOf("voidthePageShowsThis"))
                    .isPositive();
        }
    }

    private static String unspaced(Path file) throws IOException {
        return Files.readString(file).replaceAll("\\s", "");
    }
}
