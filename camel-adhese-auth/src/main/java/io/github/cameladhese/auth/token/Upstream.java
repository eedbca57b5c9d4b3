package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Whom a {@link CachingTokenSource} asks.
 *
 * @param once makes one attempt, for a fetch in the background or after a failure
 * @param patient makes several, for a fetch that exchanges wait for
 * @param longest how long either may take before its fetch counts as failed and its answer is dropped
 * @param target whose token it is, for messages
 * @param secretVersion tells the client secret as it is now from the one before, see {@link ClientSecret#version()}
 */
public record Upstream(
        TokenSource once, TokenSource patient, Duration longest, TokenTarget target, Supplier<String> secretVersion) {}
