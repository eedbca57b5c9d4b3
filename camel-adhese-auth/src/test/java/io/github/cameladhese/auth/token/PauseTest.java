package io.github.cameladhese.auth.token;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long nothing is asked after a failed fetch, and what a failure says about it. */
class PauseTest {

    private static final Moment START = new Moment(5, 1_767_225_600_000L);
    private static final HeldToken NONE = null;

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "3, 120", "4, 240", "5, 300", "6, 300", "1000, 300"})
    void doublesAfterALastingFailureUpToFiveMinutes(int inARow, int seconds) {
        assertThat(Pause.after(Caches.wrongSecret(), inARow, NONE, START, 0.5)).isEqualTo(ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 15", "6, 15"})
    void doublesAfterAPassingFailureUpToFifteenSeconds(int inARow, int seconds) {
        assertThat(Pause.after(Caches.unavailable(), inARow, NONE, START, 0.5)).isEqualTo(ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 24000", "0.25, 27000", "0.75, 33000", "1, 36000"})
    void isSpreadByAFifthToEachSide(double draw, long millis) {
        assertThat(Pause.after(Caches.wrongSecret(), 1, NONE, START, draw)).isEqualTo(ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 15000", "280, 7500", "293, 1000", "294, 1000", "296, 1000", "400, 1000"})
    void isAtMostHalfOfWhatIsLeftOfALiveTokenButASecond(long age, long millis) {
        HeldToken live = held(ofMinutes(5)); // handed out for 295 s, a twentieth of it are 15 s
        Moment now = START.plus(ofSeconds(age));
        assertThat(Pause.after(Caches.unavailable(), 9, live, now, 0.5)).isEqualTo(ofMillis(millis));
    }

    @Test
    void whatIsLeftIsLeftByTheClockThatHasLess() {
        HeldToken live = held(ofMinutes(5));
        long second = 1_000_000_000L;
        assertThat(live.restAt(new Moment(START.nanos() + 100 * second, START.millis() + 100_000)))
                .isEqualTo(ofSeconds(195));
        assertThat(live.restAt(new Moment(START.nanos() + 200 * second, START.millis() + 100_000)))
                .isEqualTo(ofSeconds(95));
        assertThat(live.restAt(new Moment(START.nanos() + 100 * second, START.millis() + 200_000)))
                .isEqualTo(ofSeconds(95));
        assertThat(live.restAt(new Moment(START.nanos() + 295 * second, START.millis())))
                .isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "0.5, 1000", "2, 2000", "300, 300000", "301, 300000", "100000, 300000"})
    void isNoShorterThanTheServerAsksForWithinFiveMinutes(double seconds, long millis) {
        TokenException asked = Caches.unavailable(ofMillis((long) (seconds * 1000)));
        assertThat(Pause.after(asked, 1, NONE, START, 0.5)).isEqualTo(ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "29000, 29", "29001, 30"})
    void whoAsksMeanwhileIsToldTheRestInWholeSeconds(long millis, long seconds) {
        TokenException told = Caches.wrongSecret().during(ofMillis(millis));
        assertThat(told).hasMessage("wrong. The next attempt is made in " + seconds + " s.");
        assertThat(told.retryAfter()).contains(ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1", "1001, 2", "30000, 30"})
    void whoReportsTooSoonIsToldTheRestInWholeSeconds(long millis, long seconds) {
        assertThat(new FetchFailures(Caches.TARGET).rejectedTooSoon(ofMillis(millis)))
                .hasMessageContaining("that the next is not fetched for " + seconds + " s.");
    }

    private static HeldToken held(Duration lifetime) {
        AccessToken token = new AccessToken("t", Set.of(), START, lifetime);
        return new HeldToken(token, new RefreshPolicy(ofSeconds(30), null), 0.5);
    }

    @Test
    void aLongLifetimeChangesNothing() {
        assertThat(Pause.after(Caches.unavailable(), 9, held(ofMinutes(60)), START, 0.5))
                .isEqualTo(ofSeconds(15));
    }
}
