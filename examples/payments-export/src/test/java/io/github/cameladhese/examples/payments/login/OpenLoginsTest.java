package io.github.cameladhese.examples.payments.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenLoginsTest {

    private Instant now = Instant.parse("2026-02-01T00:00:00Z");
    private final OpenLogins logins = new OpenLogins(() -> now);

    @Test
    void aStateIsGoodOnce() {
        String state = logins.begin();

        assertThat(logins.finish(state, state)).isTrue();
        assertThat(logins.finish(state, state)).isFalse();
    }

    @Test
    void aStateIsLongAndNeverTheSame() {
        assertThat(logins.begin()).hasSize(43).isNotEqualTo(logins.begin());
    }

    @Test
    void anotherBrowserNeitherFinishesALoginNorEndsIt() {
        String mine = logins.begin();
        String theirs = logins.begin();

        assertThat(logins.finish(mine, theirs)).isFalse();
        assertThat(logins.finish(mine, null)).isFalse();
        assertThat(logins.finish(null, mine)).isFalse();
        assertThat(logins.finish(mine, mine)).isTrue();
    }

    @Test
    void whatWasNotBegunHereIsNotFinishedHere() {
        assertThat(logins.finish("made-up", "made-up")).isFalse();
        assertThat(logins.finish("", "")).isFalse();
    }

    @Test
    void aUserHasTenMinutes() {
        String first = logins.begin();
        String second = logins.begin();

        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(logins.finish(first, first)).isTrue();
        now = now.plusMillis(1);
        assertThat(logins.finish(second, second)).isFalse();
    }

    @Test
    void thoseWhoNeverComeBackDoNotFillTheMemory() {
        String oldest = logins.begin();
        String next = logins.begin();
        for (int i = 1; i < OpenLogins.MOST; i++) {
            logins.begin();
        }

        assertThat(logins.finish(oldest, oldest)).isFalse();
        assertThat(logins.finish(next, next)).isTrue();
    }
}
