package io.github.cameladhese.examples.payments.sandbox;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How long tokens live and how often the API may be asked.
 *
 * @param tokenLifetime one second or more
 * @param requests to the API that are answered within any {@code window}
 * @param clock by which tokens and codes expire and the window moves on
 */
public record SandboxRules(Duration tokenLifetime, int requests, Duration window, InstantSource clock) {

    /** As documented by Adullam. */
    public static final SandboxRules DOCUMENTED =
            new SandboxRules(Duration.ofHours(1), 100, Duration.ofMinutes(1), InstantSource.system());
}
