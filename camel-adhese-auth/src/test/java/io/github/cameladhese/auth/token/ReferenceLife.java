package io.github.cameladhese.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;

/**
 * The rules of a token's life in plain words, one call after the other: what a {@link CachingTokenSource} must do, without
 * threads, futures or compare-and-set. It is told what happens and says what a caller must see.
 */
final class ReferenceLife {

    /** What a caller must see at once. */
    enum Sees {
        TOKEN,
        NOTHING_YET,
        FAILURE
    }

    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private final FakeClock clock;
    private final RefreshPolicy policy;
    private AccessToken token;
    private boolean suspect;
    private boolean fetching;
    private boolean forced;
    private boolean closed;
    private TokenException failure;
    private int inARow;
    private long pauseFrom;
    private Duration pause = Duration.ZERO;
    private String failedVersion = "";
    private String askedVersion = "";
    private Long forcedAt;
    String version = "secret-0";

    ReferenceLife(FakeClock clock, RefreshPolicy policy) {
        this.clock = clock;
        this.policy = policy;
    }

    AccessToken token() {
        return token;
    }

    boolean isFetching() {
        return fetching;
    }

    Sees call() {
        if (closed) {
            return Sees.FAILURE;
        }
        if (token != null && !suspect && (isBefore(usableFor(token)) || isLastResort())) {
            return Sees.TOKEN;
        }
        if (!fetching && isPausing()) {
            return Sees.FAILURE;
        }
        fetching = true;
        return Sees.NOTHING_YET;
    }

    Sees report(String rejected) {
        if (closed || token == null || !token.value().equals(rejected)) {
            return call();
        }
        if (!fetching) {
            boolean cooling = forcedAt != null && since(forcedAt).compareTo(COOL_DOWN) < 0;
            if (cooling || isPausing()) {
                return Sees.FAILURE;
            }
            forced = true;
        }
        suspect = true;
        fetching = true;
        return Sees.NOTHING_YET;
    }

    /** A request is made: by a caller that waits, or in the background, for which it must be time. */
    void asked() {
        if (!fetching) {
            assertThat(token).as("what a request in the background replaces").isNotNull();
            assertThat(isBefore(refreshAfter(token))).as("fresh").isFalse();
            assertThat(isPausing()).as("pausing after " + failure).isFalse();
        }
        fetching = true;
        askedVersion = version;
    }

    void answered(AccessToken newer) {
        Duration lastResort = policy.lastResortFor(newer.lifetime());
        if (!newer.requestedAt().plus(lastResort).isAfter(clock.nanoTime(), clock.currentTimeMillis())) {
            failed(new UnusableAnswerException(TokenFailure.unanswered(Caches.TARGET, true), "over", null));
            return;
        }
        if (forced) {
            forcedAt = newer.requestedAt().nanos();
        }
        token = newer;
        failure = null;
        inARow = 0;
        over();
    }

    void failed(TokenException newer) {
        if (!newer.retryable() && !askedVersion.equals(version)) {
            return; // asked again at once, with the secret as it is now
        }
        inARow = failure != null && failure.retryable() == newer.retryable() ? inARow + 1 : 1;
        failure = newer;
        failedVersion = askedVersion;
        HeldToken live = token != null && isBefore(policy.lastResortFor(token.lifetime()))
                ? new HeldToken(token, policy, 0.5)
                : null;
        pause = Pause.after(newer, inARow, live, Moment.now(clock), 0.5);
        pauseFrom = clock.nanoTime();
        boolean dead = suspect && token != null && !token.renewable();
        over();
        suspect = dead; // nothing better will come
    }

    void closed() {
        closed = true;
        token = null;
        over();
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether what is held may be handed out in place of a failure. */
    boolean isLastResort() {
        return token != null && failure != null && isBefore(policy.lastResortFor(token.lifetime()));
    }

    /** Whether a call now must have begun a fetch in the background, if it saw a token. */
    boolean mustBeFetching() {
        return !isBefore(refreshAfter(token))
                && (failure == null ? since(token.requestedAt().nanos()).compareTo(spacing()) >= 0 : isPauseOver());
    }

    /** One after which there is no other is handed out for as long as can be. */
    private Duration usableFor(AccessToken held) {
        Duration lifetime = held.lifetime();
        return held.renewable() ? policy.usableFor(lifetime) : policy.lastResortFor(lifetime);
    }

    /** And nobody asks for the next before its end. */
    private Duration refreshAfter(AccessToken held) {
        return held.renewable() ? policy.refreshAfter(held.lifetime(), 0.5) : usableFor(held);
    }

    private void over() {
        fetching = false;
        forced = false;
        suspect = false;
    }

    private Duration spacing() {
        Duration tenth = token.lifetime().dividedBy(10);
        Duration atMost = tenth.compareTo(COOL_DOWN) < 0 ? tenth : COOL_DOWN;
        return atMost.toSeconds() >= 1 ? atMost : Duration.ofSeconds(1);
    }

    private boolean isPausing() {
        boolean mended = failure != null && !failure.retryable() && !failedVersion.equals(version);
        return failure != null && !isPauseOver() && !mended;
    }

    private boolean isPauseOver() {
        return since(pauseFrom).compareTo(pause) >= 0;
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(clock.nanoTime() - nanos);
    }

    private boolean isBefore(Duration age) {
        return token.requestedAt().plus(age).isAfter(clock.nanoTime(), clock.currentTimeMillis());
    }
}
