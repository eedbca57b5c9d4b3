package io.github.cameladhese.auth.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;

/**
 * A load run over real sockets: rollover, outage, revocation, cold start, and token endpoint and API on one host. Writes a page
 * of Markdown to the file named by its first argument. Run by {@code ./mvnw -q -Pload -pl camel-adhese-auth}.
 */
public final class LoadRun {

    private static final int THREADS = 64;

    private final List<String> page = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        LoadRun run = new LoadRun();
        run.rollover();
        run.outage();
        run.revocation();
        run.coldStart();
        run.oneHost();
        Files.write(Path.of(arguments[0]), run.page);
        System.out.println(String.join(System.lineSeparator(), run.page));
    }

    /** Tokens of four seconds, exchanges at a steady pace for a minute. */
    private void rollover() throws Exception {
        try (OneHost host = new OneHost(4);
                LoadApp app = new LoadApp(host)) {
            app.send("step");
            Latencies latencies = new Latencies();
            int failed = paced(app, 10, 2, latencies, host); // warms up
            latencies = new Latencies();
            int before = host.tokenRequests().size();
            failed += paced(app, 60, 2, latencies, host);
            page.add("## Rollover");
            page.add("");
            page.add(String.format(
                    Locale.ROOT,
                    "Tokens of 4 s, 2 threads, %,d exchanges in 60 s: %d token requests, %d failed exchanges. Rollover: the"
                            + " 50 ms after a token request began. The other windows of 50 ms between two requests show how"
                            + " far such figures are from each other without any rollover.",
                    latencies.exchanges(),
                    host.tokenRequests().size() - before,
                    failed));
            page.add("");
            page.addAll(latencies.table());
            page.add("");
        }
    }

    /** Tokens of 20 s; the server is down from before the refresh until shortly before the end. */
    private void outage() throws Exception {
        try (OneHost host = new OneHost(20);
                LoadApp app = new LoadApp(host)) {
            app.send("step");
            host.down(true);
            Latencies latencies = new Latencies();
            int failed = paced(app, 14, 8, latencies, host);
            int whileDown = host.tokenRequests().size() - 1;
            host.down(false);
            failed += paced(app, 10, 8, latencies, host);
            page.add("## Outage");
            page.add("");
            page.add(String.format(
                    Locale.ROOT,
                    "Tokens of 20 s, 8 threads, 503 for 14 s from the first token on: %,d exchanges, %d failed; %d token"
                            + " requests while down, %d afterwards.",
                    latencies.exchanges(),
                    failed,
                    whileDown,
                    host.tokenRequests().size() - 1 - whileDown));
            page.add("");
        }
    }

    /** The token is revoked while 64 threads call the API. */
    private void revocation() throws Exception {
        try (OneHost host = new OneHost(300);
                LoadApp app = new LoadApp(host)) {
            AtomicInteger failed = new AtomicInteger();
            AtomicInteger sent = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    while (!Thread.currentThread().isInterrupted() && sent.incrementAndGet() <= 20_000) {
                        if (!app.send("policy")) {
                            failed.incrementAndGet();
                        }
                        if (sent.get() == 10_000) {
                            host.revokeAll();
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            threads.shutdown();
            page.add("## Revocation");
            page.add("");
            page.add(String.format(
                    Locale.ROOT,
                    "64 threads, %,d exchanges through the policy, the token revoked in the middle: %d times 401 by the API,"
                            + " %d failed exchanges, %d token requests.",
                    host.served(),
                    host.refused(),
                    failed.get(),
                    host.tokenRequests().size()));
            page.add("");
        }
    }

    private void coldStart() throws Exception {
        page.add("## Cold start");
        page.add("");
        for (int exchanges : new int[] {1_000, 10_000}) {
            try (OneHost host = new OneHost(300);
                    LoadApp app = new LoadApp(host)) {
                CountDownLatch done = new CountDownLatch(exchanges);
                AtomicInteger failed = new AtomicInteger();
                int threadsBefore = Thread.activeCount();
                long from = System.nanoTime();
                for (int i = 0; i < exchanges; i++) {
                    Exchange exchange = app.newExchange();
                    app.step().process(exchange, doneSync -> {
                        failed.addAndGet(exchange.getException() == null ? 0 : 1);
                        done.countDown();
                    });
                }
                done.await();
                page.add(String.format(
                        Locale.ROOT,
                        "- %,d asynchronous exchanges: %d token request, %d failed, %d ms, %d more threads",
                        exchanges,
                        host.tokenRequests().size(),
                        failed.get(),
                        (System.nanoTime() - from) / 1_000_000,
                        Thread.activeCount() - threadsBefore));
            }
        }
        try (OneHost host = new OneHost(300);
                LoadApp app = new LoadApp(host)) {
            int failed = together(1_000, () -> app.send("step"));
            page.add("- 1,000 threads: " + host.tokenRequests().size() + " token request, " + failed + " failed");
            page.add("");
        }
    }

    /** The API's connections must not be in the way of those that the token needs. */
    private void oneHost() throws Exception {
        try (OneHost host = new OneHost(300);
                LoadApp app = new LoadApp(host)) {
            long from = System.nanoTime();
            int failed = together(THREADS, () -> app.send("api"));
            page.add("## Token endpoint and API on one host");
            page.add("");
            page.add(String.format(
                    Locale.ROOT,
                    "64 threads at once, no token yet: all done after %d ms, %d failed, %d token request.",
                    (System.nanoTime() - from) / 1_000_000,
                    failed,
                    host.tokenRequests().size()));
        }
    }

    /** How many of them failed. */
    private static int together(int number, Callable<Boolean> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            outcomes.add(threads.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        start.countDown();
        int failed = 0;
        for (Future<Boolean> outcome : outcomes) {
            failed += outcome.get() ? 0 : 1;
        }
        threads.shutdown();
        return failed;
    }

    /** Runs the step at a steady pace, a thread every half a millisecond, and measures it; how many exchanges failed. */
    private static int paced(LoadApp app, int seconds, int number, Latencies latencies, OneHost host) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        AtomicInteger failed = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < number; i++) {
            all.add(threads.submit(() -> {
                while (System.nanoTime() - end < 0) {
                    failed.addAndGet(once(app, latencies, host) ? 0 : 1);
                    LockSupport.parkNanos(500_000);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        return failed.get();
    }

    private static boolean once(LoadApp app, Latencies latencies, OneHost host) {
        Exchange exchange = app.newExchange();
        CountDownLatch done = new CountDownLatch(1);
        long from = System.nanoTime();
        boolean sync = app.step().process(exchange, doneSync -> done.countDown());
        if (!sync) {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        long until = System.nanoTime();
        latencies.record(until - from, from - host.lastTokenRequest());
        return exchange.getException() == null;
    }
}
