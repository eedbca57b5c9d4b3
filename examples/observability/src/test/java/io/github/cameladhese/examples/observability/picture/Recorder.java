package io.github.cameladhese.examples.observability.picture;

import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Notes what the component tells of its tokens. Thread-safe. */
public final class Recorder implements TokenListener {

    private final List<Instant> fetchedAt = new CopyOnWriteArrayList<>();
    private final List<Instant> expiresAt = new CopyOnWriteArrayList<>();
    private final List<Instant> failedAt = new CopyOnWriteArrayList<>();

    @Override
    public void fetched(TokenEvent.Fetched event) {
        fetchedAt.add(Instant.now());
        expiresAt.add(event.expiresAt());
    }

    @Override
    public void requested(TokenEvent.Requested event) {
        if (event.failure().isPresent()) {
            failedAt.add(Instant.now());
        }
    }

    List<Timeline.Token> tokens(Instant since) {
        return IntStream.range(0, expiresAt.size())
                .mapToObj(i -> new Timeline.Token(seconds(since, fetchedAt.get(i)), seconds(since, expiresAt.get(i))))
                .toList();
    }

    List<Double> failures(Instant since) {
        return failedAt.stream().map(at -> seconds(since, at)).toList();
    }

    private static double seconds(Instant since, Instant at) {
        return Duration.between(since, at).toMillis() / 1000.0;
    }
}
