package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private final FakeClock clock = new FakeClock(); // 2026-01-01T00:00:00Z

    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        "7, PT7S",
        "007, PT7S",
        "299, PT4M59S",
        "300, PT5M",
        "301, PT5M",
        "999999999, PT5M",
        "9999999999, PT5M",
        "99999999999999999999, PT5M",
        "00000000000000000000000000007, PT7S"
    })
    void isANumberOfSecondsUpToFiveMinutes(String value, Duration delay) {
        assertThat(delay(value)).contains(delay);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`Thu, 01 Jan 2026 00:00:07 GMT`, PT7S",
                "`Thursday, 01-Jan-26 00:00:07 GMT`, PT7S",
                "Thu Jan  1 00:00:07 2026, PT7S",
                "`Thu, 01 Jan 2026 00:05:00 GMT`, PT5M",
                "`Thu, 01 Jan 2026 00:05:01 GMT`, PT5M",
                "`Fri, 31 Dec 9999 23:59:59 GMT`, PT5M"
            })
    void isADateByOurClockUpToFiveMinutesAhead(String value, Duration delay) {
        assertThat(delay(value)).contains(delay);
    }

    @Test
    void isADateByTheServersOwnClockIfItTellsTheTime() {
        assertThat(delay("Wed, 01 Jan 2020 00:00:09 GMT", "Wed, 01 Jan 2020 00:00:02 GMT"))
                .contains(Duration.ofSeconds(7));
        assertThat(delay("Tue, 01 Jan 2030 00:00:09 GMT", "Tue, 01 Jan 2030 00:00:02 GMT"))
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void isADateByOurClockIfTheServersDateIsGarbage() {
        assertThat(delay("Thu, 01 Jan 2026 00:00:07 GMT", "garbage")).contains(Duration.ofSeconds(7));
    }

    @Test
    void followsTheWallClockAndNotTheMonotonicOne() {
        clock.moveWallClock(Duration.ofMillis(4500));
        clock.advanceMonotonic(Duration.ofHours(1));

        assertThat(delay("Thu, 01 Jan 2026 00:00:07 GMT")).contains(Duration.ofMillis(2500));
        assertThat(delay("7")).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "00",
                "-1",
                "-99999999999999999999",
                "+5",
                "1.5",
                "1e3",
                "0x10",
                "٧",
                "7 s",
                "7, 8",
                "soon",
                "Thu, 01 Jan 2026 00:00:00 GMT",
                "Wed, 31 Dec 2025 23:59:59 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Fri, 00 Jan 2026 00:00:00 GMT"
            })
    void asksForNoWaitIfItIsZeroPastOrGarbage(String value) {
        assertThat(delay(value)).isEmpty();
    }

    @Test
    void asksForNoWaitIfItIsMissing() {
        assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, value) -> true))
                        .delay(clock))
                .isEmpty();
    }

    @Test
    void isGarbageHoweverLongItIs() {
        assertThat(delay("9".repeat(100_000))).contains(RetryAfter.LONGEST);
        assertThat(delay("0".repeat(100_000))).isEmpty();
        assertThat(delay("x".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT7S, Try again in 7 s.", "PT6.001S, Try again in 7 s.", "PT0.001S, Try again in 1 s."})
    void advisesInSecondsRoundedUp(Duration delay, String advice) {
        assertThat(RetryAfter.advice(Optional.of(delay))).isEqualTo(advice);
    }

    @Test
    void advisesToTryLaterIfNobodySaidWhen() {
        assertThat(RetryAfter.advice(Optional.empty())).isEqualTo("Try again later.");
    }

    @Test
    void doesNotShowWhatTheServerWrote() {
        assertThat(header("marker", null)).hasToString("RetryAfter[hidden]");
    }

    private Optional<Duration> delay(String value) {
        return header(value, null).delay(clock);
    }

    private Optional<Duration> delay(String value, String date) {
        return header(value, date).delay(clock);
    }

    private static RetryAfter header(String value, String date) {
        Map<String, List<String>> headers = date == null
                ? Map.of("retry-after", List.of(value))
                : Map.of("retry-after", List.of(value), "date", List.of(date));
        return RetryAfter.of(HttpHeaders.of(headers, (name, text) -> true));
    }
}
