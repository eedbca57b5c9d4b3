package io.github.cameladhese.auth.jcache;

import io.github.cameladhese.auth.testkit.TokenStoreContract;
import io.github.cameladhese.auth.token.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.infinispan.jcache.embedded.JCachingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract in a cluster of two Infinispan nodes on loopback, whose caches are those of docs/token-store.md. */
class InfinispanStoreTest extends TokenStoreContract {

    private static final String CONFIGURATION =
            """
            <infinispan>
              <jgroups>
                <stack name="loopback">
                  <TCP bind_addr="127.0.0.1" bind_port="%1$d" port_range="0" diag.enabled="false"/>
                  <TCPPING initial_hosts="%2$s" port_range="0"/>
                  <FD_SOCK2/>
                  <pbcast.NAKACK2 use_mcast_xmit="false"/>
                  <UNICAST3/>
                  <pbcast.STABLE/>
                  <pbcast.GMS join_timeout="2000"/>
                  <UFC/>
                  <FRAG4/>
                </stack>
              </jgroups>
              <cache-container>
                <transport stack="loopback" cluster="tokens-%2$s" node-name="node-%1$d"/>
                <replicated-cache name="tokens">
                  <expiration lifespan="86400000"/>
                </replicated-cache>
                <replicated-cache name="tokens-leases">
                  <expiration lifespan="5000"/>
                </replicated-cache>
              </cache-container>
            </infinispan>
            """;

    @TempDir
    private static Path folder;

    private static CachingProvider provider;
    private static CacheManager one;
    private static CacheManager other;

    private final TokenStore store = new JCacheTokenStore(one, "tokens");
    private final TokenStore there = new JCacheTokenStore(other, "tokens");

    @BeforeAll
    static void start() throws Exception {
        provider = Caching.getCachingProvider(JCachingProvider.class.getName());
        List<Integer> ports = FreePorts.some(2);
        one = node(ports, 0);
        other = node(ports, 1);
    }

    private static CacheManager node(List<Integer> ports, int number) throws IOException {
        List<String> hosts =
                ports.stream().map(port -> "127.0.0.1[" + port + "]").toList();
        Path configuration = folder.resolve("node-" + number + ".xml");
        Files.writeString(configuration, CONFIGURATION.formatted(ports.get(number), String.join(",", hosts)));
        return provider.getCacheManager(configuration.toUri(), InfinispanStoreTest.class.getClassLoader());
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @AfterEach
    void empty() {
        one.getCache("tokens").removeAll();
        one.getCache("tokens-leases").removeAll();
    }

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenStore other() {
        return there;
    }
}
