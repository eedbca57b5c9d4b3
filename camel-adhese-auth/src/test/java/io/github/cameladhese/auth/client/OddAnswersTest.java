package io.github.cameladhese.auth.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with status 200 that are no good token, or a good one in odd clothes. */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddAnswersTest {

    @Parameter
    Provider provider;

    private static final String GOOD =
            "{\"access_token\":\"marker-token\",\"token_type\":\"Bearer\",\"expires_in\":300}";

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isTransientIfItIsNoJsonObject(String what, byte[] body) {
        TokenException failure = failure(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(body));

        assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.status()).hasValue(200);
        assertThat(failure.oauthError()).isEmpty();
        assertThat(failure)
                .hasMessageContaining("HTTP 200, application/json, " + body.length + " bytes, which is no JSON object")
                .hasMessageNotContaining("marker-token")
                .hasNoCause();
    }

    static Stream<Arguments> isTransientIfItIsNoJsonObject() throws IOException {
        byte[] notUtf8 = GOOD.replace("marker", "m~rker").getBytes(StandardCharsets.ISO_8859_1);
        notUtf8[GOOD.indexOf("marker") + 1] = (byte) 0xe4;
        return Stream.of(
                arguments("HTML", bytes("<html><body>Please log in</body></html>")),
                arguments("empty", new byte[0]),
                arguments("space", bytes("  \n")),
                arguments("truncated", bytes(GOOD.substring(0, GOOD.length() - 1))),
                arguments("truncated within the token", bytes(GOOD.substring(0, 24))),
                arguments("array", bytes("[" + GOOD + "]")),
                arguments("empty array", bytes("[]")),
                arguments("null", bytes("null")),
                arguments("text", bytes("\"marker-token\"")),
                arguments("number", bytes("7")),
                arguments("trailing garbage", bytes(GOOD + "x")),
                arguments("two objects", bytes(GOOD + GOOD)),
                arguments("two tokens", bytes("{\"access_token\":\"marker-token\"," + GOOD.substring(1))),
                arguments("deep nesting", bytes(GOOD.replace("300", "[".repeat(40) + "]".repeat(40)))),
                arguments("very deep nesting", bytes("{\"a\":".repeat(10_000))),
                arguments("invalid UTF-8", notUtf8),
                arguments("gzip", gzip(GOOD)),
                arguments("single quotes", bytes(GOOD.replace('"', '\''))),
                arguments("a comment", bytes("/* */" + GOOD)),
                arguments("raw line break in the token", bytes(GOOD.replace("marker-", "marker\n-"))),
                arguments("number that is none", bytes(GOOD.replace("300", "NaN"))),
                arguments("number with too many digits", bytes(GOOD.replace("300", "3".repeat(2000)))));
    }

    @Test
    void isNotUnpackedSinceNoPackedAnswerWasAskedFor() throws IOException {
        TokenException failure = failure(aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("Content-Encoding", "gzip")
                .withBody(gzip(GOOD)));

        assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain; charset=utf-8", "application/octet-stream", "nonsense", ""})
    void isTakenWhateverItsContentTypeIfItIsGoodJson(String contentType) {
        ResponseDefinitionBuilder answer = aResponse().withBody(GOOD);

        assertThat(token(contentType.isEmpty() ? answer : answer.withHeader("Content-Type", contentType))
                        .authorization())
                .isEqualTo("Bearer marker-token");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 203, 299})
    void isTakenWithEveryStatusOfSuccess(int status) {
        assertThat(token(json(status, GOOD)).value()).isEqualTo("marker-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void isTakenHoweverItsTypeIsWritten(String type) {
        assertThat(token(json(200, GOOD.replace("Bearer", type))).authorization())
                .isEqualTo("Bearer marker-token");
    }

    @Test
    void isTakenWithoutAType() {
        assertThat(token(json(200, "{\"access_token\":\"t\"}")).authorization()).isEqualTo("Bearer t");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{}, access_token is missing (no fields)",
                "{\"token\":\"marker-token\"}, access_token is missing (fields: token)",
                "{\"access_token\":\"\"}, access_token is no text or empty",
                "{\"access_token\":12345}, access_token is no text or empty",
                "{\"access_token\":\"marker-token\\n\"}, access_token has characters",
                "{\"access_token\":\"marker-token\\u0000\"}, access_token has characters",
                "{\"access_token\":\"marker-tokenü\"}, access_token has characters",
                "`{\"access_token\":\"marker-token\",\"token_type\":\"mac\"}`, token_type is not bearer",
                "`{\"access_token\":\"marker-token\",\"token_type\":1}`, token_type is not bearer"
            })
    void isPermanentIfItIsJsonButNoToken(String body, String reason) {
        TokenException failure = failure(json(200, body));

        assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).hasValue(200);
        assertThat(failure)
                .hasMessageContaining("the answer is no token: " + reason)
                .hasMessageContaining("(HTTP 200, application/json, ")
                .hasMessageNotContaining("marker-token");
    }

    @Test
    void namesTheFieldsOfAStrangerInShort() {
        String fields = IntStream.range(10, 90)
                .mapToObj(number -> "\"f" + number + "\\n<b>" + "x".repeat(100) + "\":1")
                .collect(Collectors.joining(","));

        assertThat(failure(json(200, "{" + fields + "}")))
                .hasMessageContaining("access_token is missing (fields: f10")
                .hasMessageNotContaining("f20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vendor", "keycloak", "keycloak-no-scope"})
    void isTakenAsTheVendorAndKeycloakSendIt(String file) {
        AccessToken token = token(json(200, WireFile.response(file)));

        assertThat(token.lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(token.toString()).doesNotContain(token.value());
    }

    private AccessToken token(ResponseDefinitionBuilder answer) {
        server.answer(answer);
        try (Bench bench = new Bench(provider, server.url())) {
            return bench.token();
        }
    }

    private TokenException failure(ResponseDefinitionBuilder answer) {
        int requestsBefore = server.requestCount();
        server.answer(answer);
        try (Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();
            assertThat(server.requestCount() - requestsBefore).as("requests").isEqualTo(1);
            return failure;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(text));
        }
        return packed.toByteArray();
    }
}
