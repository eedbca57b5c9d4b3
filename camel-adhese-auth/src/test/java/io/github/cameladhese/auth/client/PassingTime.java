package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Virtual time that passes as soon as somebody waits for it. */
final class PassingTime implements TokenTimer {

    private final FakeClock clock;
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    PassingTime(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public Runnable after(Duration wait, Runnable task) {
        waits.add(wait);
        clock.advance(wait);
        task.run();
        return () -> {};
    }

    /** What was waited for so far. */
    List<Duration> waits() {
        return List.copyOf(waits);
    }
}
