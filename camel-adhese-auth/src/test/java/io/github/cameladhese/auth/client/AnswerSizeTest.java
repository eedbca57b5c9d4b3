package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class AnswerSizeTest {

    @Parameter
    Provider provider;

    private static final int MOST = 64 * 1024;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    @ParameterizedTest
    @ValueSource(ints = {MOST - 1, MOST})
    void readsAnAnswerOfUpTo64KibiBytes(int size) {
        try (RawServer server = answering(RawServer.json(tokenOf(size)));
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.token().value()).isEqualTo("t");
        }
    }

    @Test
    void readsAnAnswerOf64KibiBytesInChunks() {
        String body = tokenOf(MOST);
        String chunks = chunk(body.substring(0, 1000)) + chunk(body.substring(1000)) + "0\r\n\r\n";
        try (RawServer server = answering(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.token().value()).isEqualTo("t");
        }
    }

    @Test
    void refusesOneByteMore() {
        try (RawServer server = answering(RawServer.json(tokenOf(MOST + 1)));
                Bench bench = new Bench(provider, server.url())) {
            assertTooLarge(bench.failure());
        }
    }

    @Test
    void refusesOneByteMoreInChunks() {
        String chunks = chunk(tokenOf(MOST)) + chunk(" ") + "0\r\n\r\n";
        try (RawServer server = answering(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
                Bench bench = new Bench(provider, server.url())) {
            assertTooLarge(bench.failure());
        }
    }

    @Test
    void refusesTenMegabytesAndHangsUp() {
        assertHangsUp(HEAD + "Content-Length: 10000000\r\n\r\n", " ".repeat(10_000));
    }

    @Test
    void refusesChunksWithoutEndAndHangsUp() {
        assertHangsUp(HEAD + "Transfer-Encoding: chunked\r\n\r\n", chunk(" ".repeat(10_000)));
    }

    @Test
    void refusesABodyWithoutLengthAndEndAndHangsUp() {
        assertHangsUp(HEAD + "\r\n", " ".repeat(10_000));
    }

    @Test
    void refusesHeadersWithoutEnd() {
        try (RawServer server = endless("HTTP/1.1 200 OK\r\n", "X-Header: " + "x".repeat(1000) + "\r\n");
                Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
            assertThat(failure.retryable()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway", "503 Busy"})
    void isTransientIfTheServerAsksToComeBackLaterWithALargePage(String status) {
        String page = "<html>" + "x".repeat(MOST) + "</html>";
        try (RawServer server = answering("HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\nContent-Length: "
                        + page.length() + "\r\n\r\n" + page);
                Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.status()).hasValue(Integer.parseInt(status.substring(0, 3)));
        }
    }

    private void assertHangsUp(String head, String part) {
        try (RawServer server = endless(head, part);
                Bench bench = new Bench(provider, server.url())) {
            assertTooLarge(bench.failure());
            await().until(() -> server.connections().get(0).isOver());
            assertThat(server.connections()).hasSize(1);
        }
    }

    private static void assertTooLarge(TokenException failure) {
        assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("HTTP 200 with an answer of more than 65536 bytes");
    }

    private static RawServer answering(String answer) {
        return new RawServer(connection -> {
            connection.readRequest();
            connection.write(answer);
            connection.awaitHangUp();
        });
    }

    private static RawServer endless(String head, String part) {
        return new RawServer(connection -> {
            connection.readRequest();
            connection.write(head);
            while (!Thread.currentThread().isInterrupted()) { // ends when the client hangs up
                connection.write(part);
            }
        });
    }

    private static String tokenOf(int size) {
        String json = "{\"access_token\":\"t\",\"padding\":\"\"}";
        return json.replace("\"\"", "\"" + "x".repeat(size - json.length()) + "\"");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
