package io.github.cameladhese.auth.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.PlugServer;
import io.github.cameladhese.auth.testkit.ToldEvents;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The plug of the token server is pulled while exchanges run, and put in again: by real clocks and sockets. */
class OutageUnderLoadTest {

    private static final int THREADS = 8;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ToldEvents told = new ToldEvents();
    private final Queue<Instant> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Test
    void healthSaysItInTimeAndTheLogSaysItOnce() throws Exception {
        ExecutorService load = Executors.newFixedThreadPool(THREADS);
        try (PlugServer server = new PlugServer(3);
                CapturedLogs logs = CapturedLogs.fromInfoUp()) {
            start(server);
            for (int i = 0; i < THREADS; i++) {
                load.execute(this::sendUntilOver);
            }
            await().until(() -> server.requests() > 1);
            await().until(() -> health().getState() == HealthCheck.State.UP);

            server.pullPlug();
            await().until(() -> look().isUpWithAFailure());
            await().until(() -> look().state() == HealthCheck.State.DOWN);
            assertThat(health().getMessage().orElse("")).contains("endpoint_unavailable", "since", "next attempt at");
            await().until(() -> failures.size() > THREADS);
            Instant lastUse = told.all(TokenEvent.Failed.class).stream()
                    .flatMap(failed -> failed.usableUntil().stream())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(failures).allSatisfy(failure -> assertThat(failure).isAfterOrEqualTo(lastUse));
            assertThat(looks)
                    .filteredOn(look -> look.state() == HealthCheck.State.DOWN)
                    .allSatisfy(look -> assertThat(look.after()).isAfterOrEqualTo(lastUse));

            over = true; // from now on nobody asks
            load.shutdown();
            assertThat(load.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            long failedBefore = told.all(TokenEvent.Failed.class).size();
            server.plugIn();
            await().atMost(1, TimeUnit.MINUTES).until(() -> health().getState() == HealthCheck.State.UP);
            await().until(() -> told.names().contains("Recovered"));
            // What was under way when it came back may fail; the next one, after a pause of 18 s at most, succeeds.
            assertThat(told.all(TokenEvent.Failed.class)).hasSizeLessThanOrEqualTo((int) failedBefore + 1);

            assertThat(loud(logs)).hasSize(2);
            assertThat(loud(logs).get(0)).startsWith("WARN");
            assertThat(loud(logs).get(1)).startsWith("INFO").contains("flow again");
        } finally {
            over = true;
            load.shutdown();
            assertThat(load.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            context.stop();
        }
    }

    private void start(PlugServer server) throws Exception {
        Vendor.setServer(Vendor.ADHESE.options(context), server.url());
        Vendor.ADHESE.options(context).setClientId("my-client");
        Vendor.ADHESE.options(context).setClientSecret("test-secret-not-real");
        context.getRegistry().bind("told", told);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(TokenException.class).handled(true).process(exchange -> failures.add(Instant.now()));
                from("direct:start").to(Vendor.ADHESE.step());
            }
        });
        context.start();
    }

    private void sendUntilOver() {
        ProducerTemplate template = context.createProducerTemplate();
        while (!over) {
            template.request("direct:start", sent -> {});
        }
    }

    /** What the page showed, and when it had done so. */
    private record Look(HealthCheck.State state, boolean withAFailure, Instant after) {

        boolean isUpWithAFailure() {
            return state == HealthCheck.State.UP && withAFailure;
        }
    }

    private Look look() {
        HealthCheck.Result result = health();
        Look look = new Look(result.getState(), result.getDetails().containsKey("token.failure.kind"), Instant.now());
        looks.add(look);
        return look;
    }

    private HealthCheck.Result health() {
        return HealthCheckRegistry.get(context).getRepository("adhese-auth").stream()
                .flatMap(checks -> checks.stream())
                .findFirst()
                .orElseThrow()
                .call();
    }

    private static List<String> loud(CapturedLogs logs) {
        return logs.lines(name -> name.startsWith("io.github.cameladhese")).stream()
                .map(CapturedLogs.Line::text)
                .toList();
    }
}
