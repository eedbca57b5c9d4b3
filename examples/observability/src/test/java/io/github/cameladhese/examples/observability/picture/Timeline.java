package io.github.cameladhese.examples.observability.picture;

import java.time.Duration;
import java.util.List;

/**
 * What happened in a run. All times are seconds since its start.
 *
 * @param tokenLifetime of each token
 * @param length of the run
 * @param tokens that came, in order
 * @param failures when a request to the token server failed
 * @param outages when the token server was down
 * @param seconds the exchanges of each second
 */
record Timeline(
        Duration tokenLifetime,
        int length,
        List<Token> tokens,
        List<Double> failures,
        List<Outage> outages,
        List<Second> seconds) {

    record Token(double at, double expiresAt) {}

    record Outage(double from, double to) {}

    record Second(long ok, long failed) {}

    /** How long the held token lives on; zero if none is held or it is over. */
    double left(double at) {
        return tokens.stream()
                .filter(token -> token.at() <= at)
                .reduce((earlier, later) -> later)
                .map(token -> Math.max(0, token.expiresAt() - at))
                .orElse(0.0);
    }

    long ok() {
        return seconds.stream().mapToLong(Second::ok).sum();
    }

    long failed() {
        return seconds.stream().mapToLong(Second::failed).sum();
    }

    /** Exchanges that failed during the outage, and until 18 s later: so long may the next attempt be away. */
    long failed(Outage outage) {
        int from = (int) outage.from();
        int to = Math.min(seconds.size(), (int) outage.to() + 18);
        return seconds.subList(from, to).stream().mapToLong(Second::failed).sum();
    }
}
