package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that fail: which are sent again, and when. */
class RetryTest {

    private static final int CAMPAIGNS = 20;
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    private final Retry retry =
            new Retry(Duration.ofSeconds(1), Duration.ofSeconds(60), InstantSource.fixed(NOW), () -> 0L);
    private final ChangingData data = new ChangingData(CAMPAIGNS);

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() throws IOException {
        sandbox = Sandbox.start(data);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        Retry-After       | 7                             | 7
        retry-after       | 0                             | 0
        Retry-After       | Sun, 1 Feb 2026 12:00:30 GMT  | 30
        Retry-After       | Sun, 1 Feb 2026 11:00:00 GMT  | 0
        RateLimit-Reset   | 9                             | 9
        X-RateLimit-Reset | 9                             | 9
        X-RateLimit-Reset | 1769947220                    | 20
        X-RateLimit-Reset | 1769947199                    | 0
        Retry-After       | soon                          | 4
        Retry-After       | -1                            | 4
        Retry-After       | 99999999999999999999          | 4
        Other             | 7                             | 4
        """)
    void waitsAsLongAsTheAnswerSaysElseTwiceAsLongEachTime(String header, String value, long seconds) {
        assertThat(retry.pause(answer(429, Map.of(header, value)), 2)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void takesRetryAfterBeforeTheOthersAndNoMoreThanTheLongestOfItsOwn() {
        assertThat(retry.pause(answer(503, Map.of("X-RateLimit-Reset", "9", "Retry-After", "7")), 0))
                .contains(Duration.ofSeconds(7));
        assertThat(retry.pause(answer(500, null), 99)).contains(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void sendsAgainWhatMayPass(int status) {
        assertThat(retry.pause(answer(status, null), 0)).contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 501})
    void doesNotSendAgainWhatStays(int status) {
        assertThat(retry.pause(answer(status, null), 0)).isEmpty();
    }

    @Test
    void sendsAgainWhatGotNoAnswerButNotWhatGotAnUnreadableOne() {
        assertThat(retry.pause(new SocketTimeoutException(), 0)).isPresent();
        assertThat(retry.pause(new JsonParseException(null, "no JSON"), 0)).isEmpty();
        assertThat(retry.pause(null, 0)).isEmpty();
    }

    @Test
    void doesNotWaitLongerThanTheLongest() {
        assertThat(retry.isWorthIt(failedWith("60"))).isTrue();
        assertThat(retry.isWorthIt(failedWith("61"))).isFalse();
    }

    @Test
    void aRateLimitABrokenServerAndALostConnectionCostRequestsButNoToken() {
        sandbox.failNext(429, Map.of("Retry-After", "0"));
        sandbox.failNext(429, Map.of("X-RateLimit-Reset", "0"));
        sandbox.failNext(429, Map.of());
        sandbox.failNext(503, Map.of());
        sandbox.failNext(0, Map.of());

        Summary.Outcome outcome = run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.rows(Table.CAMPAIGNS).added()).isEqualTo(CAMPAIGNS);
        assertThat(sandbox.apiRequests()).isEqualTo(outcome.apiRequests() + 5);
        assertThat(sandbox.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aTokenThatIsRejectedInMidRunIsRenewedOnceAndTheRequestReplayed() {
        sandbox.failNext(503, Map.of());
        sandbox.failNext(401, Map.of());

        Summary.Outcome outcome = run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(sandbox.apiRequests()).isEqualTo(outcome.apiRequests() + 2);
        assertThat(sandbox.tokenRequests()).isEqualTo(2);
    }

    @Test
    void spreadsWhatFailedTogetherOverTheSecondHalfOfThePause() {
        Retry early = new Retry(
                Duration.ofSeconds(1), Duration.ofSeconds(60), InstantSource.fixed(NOW), () -> -1L); // draws almost 1

        assertThat(early.pause(answer(500, null), 3)).contains(Duration.ofMillis(4001));
        assertThat(early.pause(answer(500, Map.of("Retry-After", "8")), 3))
                .as("not less than the answer says")
                .contains(Duration.ofSeconds(8));
    }

    @Test
    void anAnswerThatEndsInTheMiddleIsAskedForAgain() throws Exception {
        for (int i = 0; i < 500; i++) { // more than the 128 kB from which on answers wait on disk
            data.addCampaign(100_000 + i);
            data.rename(100_000 + i, "x".repeat(400));
        }
        DisturbedData disturbed = new DisturbedData(data);
        sandbox.close();
        sandbox = Sandbox.start(disturbed);
        disturbed.disturb(2, sandbox::cutNext); // then come the campaigns

        Summary.Outcome outcome =
                run(Map.of("adhese.campaigns-query", "limit=500&offset=${exchangeProperty.pull.offset}"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.rows(Table.CAMPAIGNS)).isEqualTo(new RowCounts(CAMPAIGNS + 500, CAMPAIGNS + 500, 0));
        assertThat(sandbox.apiRequests()).isEqualTo(outcome.apiRequests() + 1);
        assertThat(sandbox.tokenRequests()).isEqualTo(1);
    }

    @Test
    void givesUpAfterAsManyTimesAsSet() {
        for (int i = 0; i < 6; i++) {
            sandbox.failNext(429, Map.of());
        }

        assertThat(run().failure()).contains("/companies").contains("HTTP 429").contains("etl.max-retries");
        assertThat(sandbox.apiRequests()).isEqualTo(6);
        assertThat(sandbox.tokenRequests()).isEqualTo(1);
    }

    @Test
    void givesUpAtOnceIfItIsToWaitTooLong() {
        sandbox.failNext(429, Map.of("Retry-After", "3600"));

        assertThat(run().failure()).contains("HTTP 429").contains("etl.longest-pause");
        assertThat(sandbox.apiRequests()).isEqualTo(1);
    }

    private Summary.Outcome run() {
        return run(Map.of());
    }

    private Summary.Outcome run(Map<String, String> settings) {
        Properties properties = sandbox.properties();
        properties.putAll(settings);
        properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
        properties.setProperty("etl.retry-pause", "1ms");
        return new EtlJob(properties, new TestConsole().console())
                .run()
                .realms()
                .get(0);
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
