package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a failure says that the server asked to come back. */
@ParameterizedClass
@EnumSource
class ComeBackLaterTest {

    @Parameter
    Provider provider;

    private static final String BUSY = "{\"error\":\"temporarily_unavailable\"}";

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 408, 425, 429, 500, 502, 503, 504, 599})
    void isToldInSecondsIfTheServerSaysWhen(int status) {
        TokenException failure = failure(status, "Retry-After: 7", BUSY);

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure)
                .hasMessageEndingWith("HTTP " + status + " temporarily_unavailable. Try again in 7 s.")
                .hasMessageNotContaining("later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X: y", "Retry-After: 0", "Retry-After: soon", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"})
    void isNotToldIfTheServerDoesNotSayWhen(String header) {
        TokenException failure = failure(503, header, BUSY);

        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure).hasMessageEndingWith(" Try again later.");
    }

    @ParameterizedTest
    @CsvSource({"100, PT1M40S, 100 s", "301, PT5M, 300 s", "99999999999999999999, PT5M, 300 s"})
    void isAtMostFiveMinutesAway(String header, Duration told, String shown) {
        TokenException failure = failure(429, "Retry-After: " + header, "");

        assertThat(failure.retryAfter()).contains(told);
        assertThat(failure).hasMessageEndingWith(" Try again in " + shown + ".");
    }

    @Test
    void isToldOfAnAnswerThatIsTooLarge() {
        TokenException failure = failure(503, "Retry-After: 7", "x".repeat(64 * 1024 + 1));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure)
                .hasMessageEndingWith(": HTTP 503 with an answer of more than 65536 bytes. Try again in 7 s.");
    }

    @Test
    void isToldOfAMaintenancePageThatCallsItselfAnAnswer() {
        TokenException failure = failure(200, "Retry-After: 7", "<html>We will be back</html>");

        assertThat(failure.retryable()).isTrue();
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404})
    void isNotToldIfWaitingDoesNotHelp(int status) {
        TokenException failure = failure(status, "Retry-After: 7", "");

        assertThat(failure.retryable()).isFalse();
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure).hasMessageNotContaining("Try again");
    }

    /** Also looks for the secret in the message, the causes and all their traces, as for every failure. */
    @Test
    void showsNothingOfTheHeader() {
        assertThat(failure(503, "Retry-After: " + Bench.SECRET, "x".repeat(64 * 1024 + 1)))
                .hasMessageEndingWith(" Try again later.");
    }

    private TokenException failure(int status, String header, String body) {
        String answer = "HTTP/1.1 " + status + " x\r\n" + header + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(answer + body);
                    connection.awaitHangUp();
                });
                Bench bench = new Bench(provider, server.url())) {
            return bench.failure();
        }
    }
}
