package io.github.cameladhese.auth.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.PermissionMissingException;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One fetch, with three attempts, that meets a fault, and what came of it as a row of the table. */
final class FaultRun {

    static final RetryPolicy POLICY = new RetryPolicy(3);
    private static final String NONE = "–";

    private static final Map<Class<? extends TokenException>, String> KINDS = Map.of(
            CredentialsRejectedException.class, "credentials",
            PermissionMissingException.class, "permission",
            TokenEndpointUnavailableException.class, "unavailable",
            UnusableAnswerException.class, "unusable");

    private final Provider provider;
    private final Scene scene;
    private List<Duration> waits = List.of();
    private TokenException failure; // null if there is a token
    private int timeouts;

    FaultRun(Provider provider, Scene scene) {
        this.provider = provider;
        this.scene = scene;
    }

    /** Until the client has closed all its connections. */
    void meet(Duration requestTimeout) throws Exception {
        try (Bench bench =
                new Bench(provider, scene.url()).sslContext(scene.sslContext()).requestTimeout(requestTimeout)) {
            PassingTime time = new PassingTime(bench.clock);
            TokenSource source = bench.retrying(POLICY, time);
            if (scene.beforeSecondFetch() != null) {
                assertThat(source.token().get(10, TimeUnit.SECONDS)).isNotNull();
                scene.beforeSecondFetch().run();
            }
            long attemptsBefore = bench.client().requests();
            long begun = System.nanoTime();
            CompletableFuture<AccessToken> outcome = source.token();
            if (outcome.handle((token, failed) -> failed != null).get(30, TimeUnit.SECONDS)) {
                failure = bench.failure(outcome);
                Outlets.of(failure).showNo("marker-token");
                Outlets.of(failure).showNo("marker-body");
                if (failure.getMessage().contains("within requestTimeout")) {
                    timeouts = (int) (bench.client().requests() - attemptsBefore);
                }
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(requestTimeout.multipliedBy(timeouts));
            waits = time.waits();
        }
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(scene::isQuiet);
        scene.end();
    }

    /** As the table has it. */
    String row(String fault) {
        return Stream.of(fault, outcome(), told(), transientOrNot(), "" + scene.requests(), retryAfter(), atMost())
                .collect(joining(" | ", "| ", " |"));
    }

    private String outcome() {
        return failure == null ? "token" : KINDS.get(failure.getClass());
    }

    private String told() {
        if (failure == null || failure.status().isEmpty()) {
            return NONE;
        }
        return (failure.status().getAsInt() + " " + failure.oauthError().orElse("")).trim();
    }

    private String transientOrNot() {
        return failure == null ? NONE : failure.retryable() ? "yes" : "no";
    }

    private String retryAfter() {
        return failure == null
                ? NONE
                : failure.retryAfter().map(FaultRun::seconds).orElse(NONE);
    }

    private String atMost() {
        String requestTimeouts = (timeouts == 1 ? "" : timeouts + " × ") + "requestTimeout";
        String all = Stream.concat(
                        Stream.of(requestTimeouts).filter(any -> timeouts > 0),
                        waits.stream().map(FaultRun::seconds))
                .collect(joining(" + "));
        return all.isEmpty() ? "at once" : all;
    }

    private static String seconds(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(time.toNanos(), 9).setScale(1, RoundingMode.UP);
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
