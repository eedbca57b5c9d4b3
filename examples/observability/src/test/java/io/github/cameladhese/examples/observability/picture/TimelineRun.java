package io.github.cameladhese.examples.observability.picture;

import io.github.cameladhese.examples.observability.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Exchanges at a steady rate against a real token server, whose port is closed now and then. */
final class TimelineRun {

    private static final int EXCHANGES_A_SECOND = 50;

    private final Duration tokenLifetime;
    private final int length;
    private final List<Timeline.Outage> outages;
    private final AtomicLongArray ok;
    private final AtomicLongArray failed;

    /**
     * @param length of the run, in seconds
     * @param outages when the token server is to be down
     */
    TimelineRun(Duration tokenLifetime, int length, List<Timeline.Outage> outages) {
        this.tokenLifetime = tokenLifetime;
        this.length = length;
        this.outages = outages;
        this.ok = new AtomicLongArray(length);
        this.failed = new AtomicLongArray(length);
    }

    Timeline run() throws Exception {
        Main main = new Main();
        // More than one for the load: an exchange that waits for a token holds up its thread.
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);
        try (Sandbox sandbox = Sandbox.start(tokenLifetime)) {
            Properties overrides = sandbox.properties();
            overrides.setProperty("camel.management.enabled", "false");
            overrides.setProperty("camel.metrics.enabled", "false");
            // The recorder takes the place of the meters.
            overrides.setProperty("camel.beans.tokenMeters", "#class:" + Recorder.class.getName());
            main.setOverrideProperties(overrides);
            main.configure().addRoutesBuilder(new Calls());
            main.start();
            Recorder recorder =
                    main.lookupByType(Recorder.class).values().iterator().next();
            Instant startedAt = Instant.now();
            List<Future<?>> outageSteps = new ArrayList<>();
            for (Timeline.Outage outage : outages) {
                outageSteps.add(threads.schedule(sandbox::beginOutage, millis(outage.from()), TimeUnit.MILLISECONDS));
                outageSteps.add(threads.schedule(sandbox::endOutage, millis(outage.to()), TimeUnit.MILLISECONDS));
            }
            ProducerTemplate template = main.getCamelTemplate();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < EXCHANGES_A_SECOND; i++) {
                calls.add(threads.scheduleAtFixedRate(
                        () -> call(template, startedAt), 1000L * i / EXCHANGES_A_SECOND, 1000, TimeUnit.MILLISECONDS));
            }
            threads.schedule(() -> calls.forEach(call -> call.cancel(false)), length, TimeUnit.SECONDS)
                    .get();
            for (Future<?> step : outageSteps) {
                step.get(); // fails if the port could not be opened again
            }
            return new Timeline(
                    tokenLifetime,
                    length,
                    recorder.tokens(startedAt),
                    recorder.failures(startedAt),
                    outages,
                    seconds());
        } finally {
            threads.shutdownNow();
            main.stop();
        }
    }

    private void call(ProducerTemplate template, Instant startedAt) {
        boolean good = template.request("direct:call", exchange -> {}).getException() == null;
        int second = (int) Duration.between(startedAt, Instant.now()).toSeconds();
        if (second < length) {
            (good ? ok : failed).incrementAndGet(second);
        }
    }

    private List<Timeline.Second> seconds() {
        return IntStream.range(0, length)
                .mapToObj(i -> new Timeline.Second(ok.get(i), failed.get(i)))
                .toList();
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    private static final class Calls extends RouteBuilder {

        @Override
        public void configure() {
            errorHandler(noErrorHandler());
            from("direct:call").to("adhese-auth:{{adhese.realm}}").to("{{adhese.api-url}}/bookings?httpMethod=GET");
        }
    }
}
