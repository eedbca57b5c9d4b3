package io.github.cameladhese.auth.simulation;

import io.github.cameladhese.auth.client.RetryPolicy;
import io.github.cameladhese.auth.client.RetryingTokenSource;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenShare;
import io.github.cameladhese.auth.token.TokenWatch;
import io.github.cameladhese.auth.token.Upstream;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * An hour of exchanges on virtual time, with the options' defaults, and what they met with. The first exchange, which finds no
 * token, is not counted. Not thread-safe.
 */
final class SimulatedHour {

    /** How exchanges come. */
    enum Load {
        /** Two a second. */
        STEADY(Duration.ofMillis(500), 1),
        /** A hundred at once, every half a minute. */
        BURSTY(Duration.ofSeconds(30), 100);

        private final Duration every;
        private final int atOnce;

        Load(Duration every, int atOnce) {
            this.every = every;
            this.atOnce = atOnce;
        }
    }

    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeClock clock = new FakeClock();
    private final SimulatedTokenServer server;
    private final CachingTokenSource source;
    private final Load load;
    private int waits;
    private int failures;
    private long longestWaitNanos;

    SimulatedHour(Duration lifetime, Load load, long seed) {
        this.load = load;
        SplittableRandom random = new SplittableRandom(seed);
        server = new SimulatedTokenServer(clock, lifetime);
        RetryingTokenSource patient = new RetryingTokenSource(server, new RetryPolicy(3), clock, clock, random);
        source = new CachingTokenSource(
                new Upstream(
                        server,
                        patient,
                        Duration.ofSeconds(45),
                        SimulatedTokenServer.TARGET,
                        () -> "",
                        TokenShare.NONE),
                new RefreshPolicy(Duration.ofSeconds(30), null),
                new Timing(clock, clock, clock, Runnable::run, random),
                TokenWatch.NONE);
    }

    SimulatedHour down(SimulatedTokenServer.Outage outage, Duration from, Duration length) {
        server.down(outage, from, from.plus(length));
        return this;
    }

    SimulatedHour run() {
        var unused = source.token();
        for (Duration now = Duration.ZERO; now.compareTo(HOUR) < 0; now = now.plus(load.every)) {
            clock.advance(load.every);
            for (int i = 0; i < load.atOnce; i++) {
                exchange();
            }
        }
        clock.advance(Duration.ofMinutes(1)); // those who still wait are let go
        source.close();
        if (clock.alarms() > 0) {
            throw new AssertionError("a timer is left");
        }
        return this;
    }

    private void exchange() {
        CompletableFuture<AccessToken> token = source.token();
        if (token.isDone()) {
            failures += token.isCompletedExceptionally() ? 1 : 0;
            return;
        }
        waits++;
        long from = clock.nanoTime();
        var unused = token.whenComplete((given, failure) -> {
            failures += failure == null ? 0 : 1;
            longestWaitNanos = Math.max(longestWaitNanos, clock.nanoTime() - from);
        });
    }

    int requests() {
        return server.requests();
    }

    int requestsWhileDown() {
        return server.requestsWhileDown();
    }

    int waits() {
        return waits;
    }

    int failures() {
        return failures;
    }

    Duration longestWait() {
        return Duration.ofNanos(longestWaitNanos);
    }
}
