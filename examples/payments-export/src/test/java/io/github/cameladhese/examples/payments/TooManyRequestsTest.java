package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TooManyRequestsTest {

    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final TooManyRequests tooMany =
            new TooManyRequests(USUAL, LONGEST, InstantSource.fixed(Instant.parse("2026-02-01T12:00:00Z")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        Retry-After | 7                             | 7
        retry-after | 0                             | 0
        Retry-After | Sun, 1 Feb 2026 12:00:30 GMT  | 30
        Retry-After | Sun, 1 Feb 2026 11:00:00 GMT  | 0
        Retry-After | soon                          | 60
        Retry-After | -1                            | 60
        Retry-After | 99999999999999999999          | 60
        Other       | 7                             | 60
        """)
    void waitsAsLongAsTheAnswerSays(String header, String value, long seconds) {
        assertThat(tooMany.pause(answer(429, Map.of(header, value)))).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void waitsAsUsualIfThereAreNoHeaders() {
        assertThat(tooMany.pause(answer(429, null))).contains(USUAL);
    }

    @Test
    void otherFailuresAreNotItsBusiness() {
        assertThat(tooMany.pause(answer(503, Map.of("Retry-After", "7")))).isEmpty();
        assertThat(tooMany.pause(new IllegalStateException())).isEmpty();
        assertThat(tooMany.pause(null)).isEmpty();
    }

    @Test
    void doesNotWaitLongerThanTheLongest() {
        assertThat(tooMany.isWorthWaiting(failedWith("90"))).isTrue();
        assertThat(tooMany.isWorthWaiting(failedWith("91"))).isFalse();
    }

    private static Exchange failedWith(String retryAfter) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, answer(429, Map.of("Retry-After", retryAfter)));
        return exchange;
    }

    private static HttpOperationFailedException answer(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("http://127.0.0.1/", status, "", null, headers, "");
    }
}
