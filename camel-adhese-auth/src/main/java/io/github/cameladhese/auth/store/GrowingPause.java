package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.Timing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Between two looks at a lease that somebody else has: each is half as long again as the last. For one call at a time. */
final class GrowingPause {

    private static final Duration FIRST = Duration.ofMillis(50);

    /** So that what a renewed lease tells of its writer's clock is exact to a second. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Timing timing;
    private Duration pause = FIRST;

    GrowingPause(Timing timing) {
        this.timing = timing;
    }

    /**
     * Completes when it is over; cancelling it leaves no alarm.
     *
     * @param longest of this one; zero or less if there is no such bound
     */
    CompletableFuture<Boolean> next(Duration longest) {
        double spread = 0.5 + timing.random().nextDouble();
        Duration drawn = Duration.ofNanos((long) (pause.toNanos() * spread));
        Duration bound = longest.isZero() || longest.isNegative() || longest.compareTo(drawn) > 0 ? drawn : longest;
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Runnable cancel = timing.timer().after(bound, () -> over.complete(true));
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        var unused = over.whenComplete((result, cancelled) -> cancel.run()); // no effect if it was the timer
        return over;
    }
}
