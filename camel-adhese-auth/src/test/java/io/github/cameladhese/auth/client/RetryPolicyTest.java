package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final TokenFailure TRANSIENT =
            TokenFailure.unanswered(new TokenTarget("r", URI.create("https://id.example/token")), true);

    private final RetryPolicy policy = new RetryPolicy(10);

    @ParameterizedTest
    @CsvSource({"1, PT0.5S", "2, PT1S", "3, PT2S", "4, PT4S", "5, PT8S", "6, PT16S", "7, PT30S", "8, PT30S", "9, PT30S"
    })
    void doublesTheBoundOfTheWaitUpToThirtySeconds(int attempts, Duration bound) {
        assertThat(backOff(attempts, 1)).contains(bound);
        assertThat(backOff(attempts, 0.5)).contains(bound.dividedBy(2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12})
    void waitsForAMillisecondAtLeast(double draw) {
        assertThat(backOff(1, draw)).contains(Duration.ofMillis(1));
        assertThat(backOff(9, draw)).contains(Duration.ofMillis(1));
    }

    @Test
    void neverWaitsLessThanAMillisecondNorMoreThanItsBound() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            int attempts = 1 + random.nextInt(9);
            Duration bound = Duration.ofMillis(Math.min(30_000, 500L << (attempts - 1)));
            assertThat(backOff(attempts, random.nextDouble()).orElseThrow()).isBetween(Duration.ofMillis(1), bound);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 3", "3, 4", "10, 10"})
    void stopsWhenAttemptsAreUsedUp(int maxAttempts, int attempts) {
        assertThat(new RetryPolicy(maxAttempts).waitAfter(attempts, Duration.ZERO, failure(null), 0))
                .isEmpty();
    }

    @Test
    void goesOnUntilAttemptsAreUsedUp() {
        assertThat(new RetryPolicy(3).waitAfter(2, Duration.ZERO, failure(null), 0))
                .isPresent();
    }

    @Test
    void stopsAtOnceIfWaitingDoesNotHelp() {
        TokenFailure permanent = new TokenFailure(TRANSIENT.target(), 401, null, false, Duration.ofSeconds(1));

        assertThat(policy.waitAfter(
                        1, Duration.ZERO, new TokenEndpointUnavailableException(permanent, "permanent", null), 0))
                .isEmpty();
    }

    @Test
    void keepsTheServersWaitIfItIsLonger() {
        assertThat(policy.waitAfter(1, Duration.ZERO, failure(Duration.ofSeconds(7)), 1))
                .contains(Duration.ofSeconds(7));
        assertThat(policy.waitAfter(5, Duration.ZERO, failure(Duration.ofSeconds(7)), 1))
                .contains(Duration.ofSeconds(8));
    }

    @Test
    void startsNoAttemptAfterTheDeadline() {
        Duration almost = RetryPolicy.DEADLINE.minusMillis(500);

        assertThat(policy.waitAfter(1, almost, failure(null), 1)).contains(Duration.ofMillis(500));
        assertThat(policy.waitAfter(1, almost.plusNanos(1), failure(null), 1)).isEmpty();
        assertThat(policy.waitAfter(1, Duration.ofDays(1), failure(null), 0)).isEmpty();
    }

    @Test
    void stopsAtOnceIfTheServerAsksForAWaitPastTheDeadline() {
        assertThat(policy.waitAfter(1, Duration.ZERO, failure(Duration.ofSeconds(30)), 0))
                .contains(Duration.ofSeconds(30));
        assertThat(policy.waitAfter(1, Duration.ofNanos(1), failure(Duration.ofSeconds(30)), 0))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 11, Integer.MAX_VALUE})
    void refusesANumberOfAttemptsThatIsNotFromOneToTen(int maxAttempts) {
        assertThatThrownBy(() -> new RetryPolicy(maxAttempts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAttempts must be from 1 to 10, but is " + maxAttempts);
    }

    private Optional<Duration> backOff(int attempts, double draw) {
        return policy.waitAfter(attempts, Duration.ZERO, failure(null), draw);
    }

    private static TokenException failure(Duration retryAfter) {
        return new TokenEndpointUnavailableException(
                retryAfter == null ? TRANSIENT : TRANSIENT.retryAfter(retryAfter), "later", null);
    }
}
