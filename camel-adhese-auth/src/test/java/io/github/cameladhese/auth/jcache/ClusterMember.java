package io.github.cameladhese.auth.jcache;

import static org.awaitility.Awaitility.await;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthConstants;
import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeClock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A JVM of its own: a member of a Hazelcast cluster on loopback, with an application whose tokens are shared in it and whose clock
 * goes on when told to, or by itself. It reads commands from standard input, a line each, and answers on standard output.
 */
public final class ClusterMember {

    /** What it says begins with this; the rest of its output is a log. */
    static final String SAYS = "> ";

    private static final String LOOKUPS = "io.github.cameladhese.auth.store";

    private final FakeClock clock = new FakeClock();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CapturedLogs logs = CapturedLogs.ofPackage(LOOKUPS);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private volatile boolean flowing;
    private WatchedStore store;

    private ClusterMember() {}

    /**
     * Arguments: URL of the token server, name of the cluster, port to listen on, port under which others find it, ports from which
     * it connects ({@code 20000-20099}), and the ports of all members.
     */
    public static void main(String[] arguments) throws Exception {
        HazelcastInstance hazelcast = join(
                arguments[1],
                Integer.parseInt(arguments[2]),
                arguments[3],
                arguments[4],
                Stream.of(arguments).skip(5).toList());
        new ClusterMember().run(arguments[0], hazelcast);
    }

    private static HazelcastInstance join(
            String cluster, int port, String advertised, String outbound, List<String> members) {
        Config config = new Config("member-" + advertised);
        config.setClusterName(cluster);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.getSerializationConfig().setJavaSerializationFilterConfig(new JavaSerializationFilterConfig());
        NetworkConfig network = config.getNetworkConfig()
                .setPort(port)
                .setPortAutoIncrement(false)
                .setPublicAddress("127.0.0.1:" + advertised)
                .addOutboundPortDefinition(outbound);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        members.forEach(member -> join.getTcpIpConfig().addMember("127.0.0.1:" + member));
        return Hazelcast.newHazelcastInstance(config);
    }

    private void run(String server, HazelcastInstance hazelcast) throws Exception {
        CacheManager caches = Caching.getCachingProvider(HazelcastCachingProvider.MEMBER_CACHING_PROVIDER)
                .getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(hazelcast));
        AdheseAuthComponent adhese = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        adhese.getConfiguration().setAuthServerUrl(server);
        adhese.getConfiguration().setClientId("cluster");
        adhese.getConfiguration().setClientSecret("test-secret-not-real");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("adhese-auth:customer-name");
            }
        });
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ", 2);
            switch (words[0]) {
                case "start" -> {
                    if (words[1].equals("virtual")) {
                        adhese.setClock(clock);
                    }
                    store = new WatchedStore(new JCacheTokenStore(caches, "tokens"));
                    adhese.setTokenStore(store);
                    await().atMost(Duration.ofMinutes(1))
                            .until(() -> hazelcast.getPartitionService().isClusterSafe());
                    context.start();
                    say("started");
                }
                case "advance" -> {
                    clock.advance(Duration.ofSeconds(Long.parseLong(words[1])));
                    say("advanced");
                }
                case "members" ->
                    say("members " + hazelcast.getCluster().getMembers().size());
                case "exchange" -> threads.execute(this::exchange);
                case "flow" -> threads.execute(this::flow);
                case "ebb" -> flowing = false;
                case "troubles" -> say("troubles " + store.troubles());
                case "impatient" -> say("impatient " + timesImpatient());
                default -> throw new IllegalArgumentException(command);
            }
        }
        Runtime.getRuntime().halt(0); // whoever started it is gone
    }

    private void exchange() {
        Exchange exchange = context.createProducerTemplate().request("direct:start", sent -> {});
        String token = exchange.getMessage().getHeader(AdheseAuthConstants.AUTHORIZATION, String.class);
        say("exchange " + (exchange.isFailed() ? "failed: " + exchange.getException() : token));
    }

    /** One exchange after the other, 50 a second at most; how many there were, how many failed, and how long the longest took. */
    private void flow() {
        ProducerTemplate template = context.createProducerTemplate();
        int count = 0;
        int failed = 0;
        long longest = 0;
        flowing = true;
        say("flowing");
        while (flowing) {
            long begun = System.nanoTime();
            failed += template.request("direct:start", sent -> {}).isFailed() ? 1 : 0;
            longest = Math.max(longest, System.nanoTime() - begun);
            count++;
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        say("flowed " + count + " " + failed + " " + Duration.ofNanos(longest).toMillis());
    }

    /** How often it has not waited for another's token any more. */
    private long timesImpatient() {
        return logs.lines(name -> name.startsWith(LOOKUPS)).stream()
                .filter(line -> line.text().contains("No token from another process in time"))
                .count();
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(SAYS + line);
            System.out.flush();
        }
    }
}
