package io.github.cameladhese.examples.payments.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** So many requests within any stretch of time, by the rules. Refused ones do not count. Thread-safe. */
final class RequestLimit {

    private final Deque<Instant> accepted = new ArrayDeque<>();
    private final SandboxRules rules;

    RequestLimit(SandboxRules rules) {
        this.rules = rules;
    }

    /** Empty if the request is accepted; else in how many whole seconds the next one will be. */
    synchronized OptionalLong secondsToWait() {
        Instant now = rules.clock().instant();
        while (!accepted.isEmpty() && !accepted.getFirst().plus(rules.window()).isAfter(now)) {
            accepted.removeFirst();
        }
        if (accepted.size() < rules.requests()) {
            accepted.addLast(now);
            return OptionalLong.empty();
        }
        Duration left = Duration.between(now, accepted.getFirst().plus(rules.window()));
        return OptionalLong.of(left.plusMillis(999).toSeconds());
    }
}
