package io.github.cameladhese.examples.fleet;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.cameladhese.auth.jcache.JCacheTokenStore;
import io.github.cameladhese.auth.token.TokenStore;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** This JVM's member of the cluster: on loopback, and joined to the members on the other ports only. */
final class Member implements AutoCloseable {

    private final HazelcastInstance hazelcast;

    /** @param ports of all members, this one's first */
    Member(List<Integer> ports) throws InterruptedException {
        Config config = new Config("fleet-" + ports.stream().sorted().toList());
        config.setClusterName(config.getInstanceName());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        // Of members that begin together, two may found a cluster each: they are to find each other soon, not after
        // minutes.
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        // Entries are texts: classes that somebody has put there are not to be loaded.
        config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        NetworkConfig network = config.getNetworkConfig().setPort(ports.get(0)).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(port -> join.getTcpIpConfig().addMember("127.0.0.1:" + port));
        hazelcast = Hazelcast.newHazelcastInstance(config);
        while (hazelcast.getCluster().getMembers().size() < ports.size()
                || !hazelcast.getPartitionService().isClusterSafe()) {
            Thread.sleep(50);
        }
    }

    /** What the application needs for its component, and nothing else. */
    TokenStore tokenStore() {
        CacheManager caches = Caching.getCachingProvider(HazelcastCachingProvider.MEMBER_CACHING_PROVIDER)
                .getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(hazelcast));
        return new JCacheTokenStore(caches, "tokens");
    }

    @Override
    public void close() {
        hazelcast.getLifecycleService().terminate();
    }
}
