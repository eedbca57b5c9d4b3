package io.github.cameladhese.examples.payments;

import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of a test, by which sandbox and component go alike. Stands still unless it is told to pass. Thread-safe. */
final class TestTime implements InstantSource, TokenClock {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-01T00:00:00Z"));

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public long currentTimeMillis() {
        return millis();
    }

    @Override
    public long nanoTime() {
        return Duration.ofMillis(millis()).toNanos();
    }
}
