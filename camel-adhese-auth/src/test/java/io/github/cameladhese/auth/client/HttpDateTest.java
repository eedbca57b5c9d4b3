package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** The examples of RFC 9110 §5.6.7. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void isReadInEachOfItsThreeFormats(String text) {
        assertThat(HttpDate.parse(text, NOW)).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @Test
    void isReadInTwoDigitsOfTheDayToo() {
        assertThat(HttpDate.parse("Wed Nov 16 08:49:37 1994", NOW)).contains(Instant.parse("1994-11-16T08:49:37Z"));
    }

    @ParameterizedTest
    @CsvSource({"26, 2026", "75, 2075", "76, 2076", "77, 1977", "99, 1999", "00, 2000"})
    void takesTwoDigitsForAYearThatIsAtMostFiftyYearsAhead(String digits, int year) {
        assertThat(HttpDate.parse("Monday, 02-Mar-" + digits + " 01:02:03 GMT", NOW))
                .contains(Instant.parse(year + "-03-02T01:02:03Z"));
    }

    @Test
    void seesTheNextCenturyFromTheEndOfThisOne() {
        assertThat(HttpDate.parse("Friday, 01-Jan-00 00:00:00 GMT", Instant.parse("2099-12-31T23:59:00Z")))
                .contains(Instant.parse("2100-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Mon, 06 Nov 1994 08:49:37 GMT"})
    void doesNotLookAtTheNameOfTheDay(String text) {
        assertThat(HttpDate.parse(text, NOW)).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "120",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Sun, 06 Nov 1994 08:49:37 +0100",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Sun, 06 Nov 1994 08:61:37 GMT",
                "Sun, 32 Nov 1994 08:49:37 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 Nov 94 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun Nov 6 08:49:37 1994",
                "x Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT x"
            })
    void isNothingElse(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void throwsNothingWhateverTheClockSays(long now) {
        assertThatCode(() -> HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", Instant.ofEpochMilli(now)))
                .doesNotThrowAnyException();
    }
}
