package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Whom a {@link CachingTokenSource} asks.
 *
 * @param once makes one attempt, for a fetch in the background or after a failure
 * @param patient makes several, for a fetch that exchanges wait for
 * @param longest how long either may take before its fetch counts as failed and its answer is dropped; what the share takes
 *     does not count
 * @param target whose token it is, for messages
 * @param secretVersion tells the client secret as it is now from the one before, see {@link ClientSecret#version()}
 * @param share who else uses the token, and is asked before
 */
public record Upstream(
        TokenSource once,
        TokenSource patient,
        Duration longest,
        TokenTarget target,
        Supplier<String> secretVersion,
        TokenShare share) {

    /** How long a fetch may take at most, from when it begins: the others are asked before. */
    public Duration longestWithShare() {
        return longest.plus(share.longestDelay());
    }
}
