package io.github.cameladhese.examples.etl.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** However long a run is, what is noted of it stays small, and nothing of it is lost from the sums. */
class RunTimesTest {

    private static final Instant START = Instant.parse("2026-07-01T08:00:00Z");

    private Instant now = START;
    private final RequestTimes requests = new RequestTimes(() -> now);
    private final TokenTimes tokens = new TokenTimes();

    @Test
    void countsBySecondUntilItsCellsAreFull() {
        requests.sent();
        at(Duration.ofMillis(999));
        requests.sent();
        at(Duration.ofSeconds(239));
        requests.sent();

        assertThat(requests.counts().cellMillis()).isEqualTo(1000);
        assertThat(requests.counts().perCell()).hasSize(240).startsWith(2L, 0L).endsWith(1L);
    }

    @Test
    void thenEachTwoCellsBecomeOne() {
        for (int second = 0; second <= 240; second++) {
            at(Duration.ofSeconds(second));
            requests.sent();
        }
        assertThat(requests.counts().cellMillis()).isEqualTo(2000);
        assertThat(requests.counts().perCell()).hasSize(121).startsWith(2L, 2L).endsWith(2L, 1L);

        at(Duration.ofDays(10)); // however long nothing was sent
        requests.sent();

        assertThat(requests.counts().perCell()).hasSizeLessThanOrEqualTo(240).startsWith(241L);
        assertThat(requests.counts().perCell().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(242);
    }

    @Test
    void aClockThatIsSetBackCountsForTheFirstCell() {
        at(Duration.ofSeconds(-5));
        requests.sent();

        assertThat(requests.counts().perCell()).containsExactly(1L);
    }

    @Test
    void keepsTheTokensOfAllTheRunButNotEach() {
        for (int token = 0; token < 10_000; token++) {
            Instant expiresAt = START.plusSeconds(150L * token + 300);
            tokens.fetched(new TokenEvent.Fetched(
                    new TokenAccountId("adhese-auth", "realm", "client"),
                    new TreeSet<>(),
                    Duration.ofMinutes(5),
                    expiresAt));
        }

        TokenTimes.Noted noted = tokens.noted();
        assertThat(noted.fetched()).isEqualTo(10_000);
        assertThat(noted.lives()).hasSizeBetween(128, 256);
        assertThat(noted.lives().get(0)).isEqualTo(new TokenTimes.Life("realm", START, START.plusSeconds(300)));
        Duration apart = Duration.between(
                noted.lives().get(0).fetchedAt(), noted.lives().get(1).fetchedAt());
        for (int i = 1; i < noted.lives().size(); i++) {
            assertThat(noted.lives().get(i).fetchedAt())
                    .isEqualTo(noted.lives().get(i - 1).fetchedAt().plus(apart));
        }
    }

    private void at(Duration sinceStart) {
        now = START.plus(sinceStart);
    }
}
