package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameladhese.auth.testkit.FakeClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Whatever a server writes into Retry-After and Date, it is understood as a bounded wait or as none. */
@Tag("fuzz")
class RetryAfterFuzzTest {

    private final FakeClock clock = new FakeClock();

    @DictionaryEntries({
        "120",
        "00000000000000000000120",
        "99999999999999999999",
        "-1",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Thu, 01 Jan 2026 00:01:00 GMT",
        "Thu, 31 Dec 9999 23:59:60 GMT"
    })
    @FuzzTest
    void isABoundedWaitOrNone(FuzzedDataProvider data) {
        String retryAfter = data.consumeString(60);
        String date = data.consumeRemainingAsString();
        HttpHeaders headers = HttpHeaders.of(
                Map.of("Retry-After", List.of(retryAfter), "Date", List.of(date)), (name, value) -> true);

        RetryAfter asked = RetryAfter.of(headers);
        Optional<Duration> delay = asked.delay(clock);
        delay.ifPresent(wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(RetryAfter.LONGEST));
        assertThat(RetryAfter.advice(delay)).matches("Try again (later|in \\d{1,3} s)\\.");
        assertThat(asked).hasToString("RetryAfter[hidden]");
        if (retryAfter.matches("[0-9]{1,18}")) {
            long seconds = Long.parseLong(retryAfter);
            assertThat(delay)
                    .isEqualTo(
                            seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.min(seconds, 300))));
        }
    }
}
