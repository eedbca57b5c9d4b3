package io.github.cameladhese.auth.token;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * All that a {@link CachingTokenSource} knows of time, threads and chance. Each part is thread-safe.
 *
 * @param clock decides where the token is in its life
 * @param glance a clock that is cheaper to read and may run ahead, such as a {@link TickingClock}: as long as the token is
 *     fresh by this one, the other is not asked
 * @param timer ends fetches that take too long, and begins those that must not begin yet
 * @param executor begins fetches, so that no caller does
 * @param random spreads refreshes and pauses
 */
public record Timing(
        TokenClock clock, TokenClock glance, TokenTimer timer, Executor executor, RandomGenerator random) {}
