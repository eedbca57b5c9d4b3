package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When the next fetch may begin, and after what. Goes by the monotonic clock only: a corrected wall clock must not let
 * anyone ask sooner than a server wants. Immutable.
 */
final class Gate {

    /** Nothing was asked yet. */
    static final Gate OPEN = new Gate(null, 0, 0, 0, "", 0);

    /** After a success a token lasts; if it does not, because the server's are almost over, nobody asks more often than this. */
    private static final Duration LEAST_BETWEEN_TOKENS = Duration.ofSeconds(1);

    private static final Duration MOST_BETWEEN_TOKENS = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

    private final @Nullable TokenException failure;
    private final int inARow;
    private final long shutAt;
    private final long shutFor;
    private final String secretVersion;
    private final long lookedAt;

    private Gate(
            @Nullable TokenException failure,
            int inARow,
            long shutAt,
            long shutFor,
            String secretVersion,
            long lookedAt) {
        this.failure = failure;
        this.inARow = inARow;
        this.shutAt = shutAt;
        this.shutFor = shutFor;
        this.secretVersion = secretVersion;
        this.lookedAt = lookedAt;
    }

    /** A token came: the next is not fetched in the background for a tenth of its lifetime, 1 to 30 s. */
    static Gate after(AccessToken token) {
        long tenth = token.lifetime().dividedBy(10).toNanos();
        long spacing = Math.max(LEAST_BETWEEN_TOKENS.toNanos(), Math.min(tenth, MOST_BETWEEN_TOKENS.toNanos()));
        return new Gate(null, 0, token.requestedAt().nanos(), spacing, "", 0);
    }

    /**
     * A fetch failed: none is begun for a while.
     *
     * @param live the token that may still be handed out, null if there is none
     * @param version that of the secret that was sent
     */
    Gate afterFailure(TokenException failed, @Nullable HeldToken live, String version, Moment now, double draw) {
        boolean again = failure != null && failure.retryable() == failed.retryable();
        int count = again ? Math.min(inARow + 1, 1000) : 1;
        long pause = Pause.after(failed, count, live, now, draw).toNanos();
        return new Gate(failed, count, now.nanos(), pause, version, now.nanos());
    }

    /** Somebody looked whether the secret was replaced. */
    Gate lookedAt(long nanos) {
        return new Gate(failure, inARow, shutAt, shutFor, secretVersion, nanos);
    }

    /** Of the last fetch, null if it succeeded. */
    @Nullable
    TokenException failure() {
        return failure;
    }

    /** Whether the server was down a moment ago: one attempt shows whether it is back. */
    boolean isProbing() {
        return failure != null && failure.retryable();
    }

    boolean isShutAt(long nanos) {
        return rest(nanos) > 0;
    }

    /**
     * Whether the last fetch failed so recently that nothing is sent. A secret that was replaced since then ends the pause after
     * its rejection.
     */
    boolean isPausing(long nanos, Supplier<String> versionNow) {
        return failure != null && isShutAt(nanos) && !mendedBy(versionNow);
    }

    /** Whether it is the server that asked to be left alone for this time ({@code Retry-After}). */
    boolean isShutByServer(long nanos) {
        return failure != null && failure.retryAfter().isPresent() && isShutAt(nanos);
    }

    /** How long it is still shut. */
    Duration restAt(long nanos) {
        return Duration.ofNanos(Math.max(0, rest(nanos)));
    }

    /** The failure of the last fetch, for somebody who asks during the pause. */
    TokenException failureAt(long nanos) {
        if (failure == null) {
            throw new IllegalStateException("the last fetch did not fail");
        }
        return failure.during(restAt(nanos));
    }

    /** How long somebody who has no token has to wait before a fetch may begin after a successful one: a second at most. */
    Duration restForWaiters(long nanos) {
        long least = Math.min(shutFor, LEAST_BETWEEN_TOKENS.toNanos());
        return Duration.ofNanos(failure != null ? 0 : Math.max(0, rest(least, nanos)));
    }

    /** Whether the pause is because of something that a new secret may mend. */
    private boolean mendedBy(Supplier<String> versionNow) {
        return failure != null && !failure.retryable() && !secretVersion.equals(versionNow.get());
    }

    /** Whether the secret may be looked at again by somebody who has a token: once a second. */
    boolean mayLookAt(long nanos) {
        return failure != null && !failure.retryable() && nanos - lookedAt >= BETWEEN_LOOKS;
    }

    private long rest(long nanos) {
        return rest(shutFor, nanos);
    }

    /** One that was never shut has no moment to count from: the monotonic clock may read anything, less than zero too. */
    private long rest(long time, long nanos) {
        return time == 0 ? 0 : time - (nanos - shutAt);
    }
}
