package io.github.cameladhese.examples.fleet;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.token.TokenStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The workers of one JVM. Each is a Camel context of its own, as a pod would be, and sends an exchange every 100 ms. */
public final class Workers {

    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private Workers() {}

    /** Arguments: token server, number of workers, seconds, and the ports of the cluster's members, if there is one. */
    public static void main(String[] arguments) throws Exception {
        List<Integer> ports =
                Arrays.stream(arguments).skip(3).map(Integer::valueOf).toList();
        try (Member member = ports.isEmpty() ? null : new Member(ports)) {
            new Workers()
                    .run(
                            arguments[0],
                            Integer.parseInt(arguments[1]),
                            Integer.parseInt(arguments[2]),
                            member == null ? null : member.tokenStore());
        }
    }

    private void run(String server, int workers, int seconds, @Nullable TokenStore store) throws Exception {
        List<CamelContext> contexts = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            contexts.add(worker(server, store));
        }
        System.out.println("ready");
        int unused = System.in.read(); // until all are
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        for (CamelContext context : contexts) {
            ProducerTemplate template = context.createProducerTemplate();
            threads.execute(() -> work(template, end));
        }
        threads.shutdown();
        if (!threads.awaitTermination(seconds + 60L, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the workers do not end");
        }
        System.out.println(exchanges.get() + " " + failed.get());
        contexts.forEach(CamelContext::stop);
    }

    private static CamelContext worker(String server, @Nullable TokenStore store) throws Exception {
        CamelContext context = new DefaultCamelContext();
        AdheseAuthComponent adhese = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        adhese.getConfiguration().setAuthServerUrl(server);
        adhese.getConfiguration().setClientId("fleet");
        adhese.getConfiguration().setClientSecret("test-secret-not-real");
        adhese.setTokenStore(store);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:work").to("adhese-auth:customer-name");
            }
        });
        context.start();
        return context;
    }

    private void work(ProducerTemplate template, long end) {
        while (System.nanoTime() < end) {
            Exchange exchange = template.request("direct:work", sent -> {});
            exchanges.incrementAndGet();
            if (exchange.isFailed()) {
                failed.incrementAndGet();
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
