package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@EnumSource
class BrokenConnectionTest {

    @Parameter
    Provider provider;

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    @Test
    void isTransientIfNobodyListens() throws IOException {
        int port;
        try (ServerSocket justClosed = RawServer.open()) {
            port = justClosed.getLocalPort();
        }
        try (Bench bench = new Bench(provider, "http://127.0.0.1:" + port)) {
            assertThat(assertTransient(bench.failure()))
                    .hasMessageContaining("the connection was refused. Check "
                            + provider.terms().server() + " and that the server is up.");
        }
    }

    /** If the reset is faster than the client, it was never connected, and the JDK's client tries that once more. */
    @Test
    void isTransientIfTheConnectionIsResetAtOnce() {
        try (RawServer server = new RawServer(RawServer.Connection::reset);
                Bench bench = new Bench(provider, server.url())) {
            assertTransient(bench.failure());
            assertThat(server.connections()).as("connections").hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isTransientIfTheConnectionBreaks(String when, RawServer.Script script) {
        try (RawServer server = new RawServer(script);
                Bench bench = new Bench(provider, server.url())) {
            assertThat(assertTransient(bench.failure()))
                    .hasMessageContaining("the connection broke before the answer was here. Try again later.");
            assertThat(server.connections()).as("connections").hasSize(1);
            assertThat(server.requests()).as("requests").hasSize(1);
        }
    }

    static Stream<Arguments> isTransientIfTheConnectionBreaks() {
        return Stream.of(
                broken("reset before the headers", "", true),
                broken("closed before the headers", "", false),
                broken("reset within the status line", "HTTP/1.", true),
                broken("closed within the status line", "HTTP/1.", false),
                broken("reset within the headers", HEAD, true),
                broken("closed within the headers", HEAD, false),
                broken("reset after the headers", HEAD + "Content-Length: 100\r\n\r\n", true),
                broken("closed after the headers", HEAD + "Content-Length: 100\r\n\r\n", false),
                broken("reset within the body", HEAD + "Content-Length: 100\r\n\r\n{\"access_token\":\"t\"", true),
                broken("closed within the body", HEAD + "Content-Length: 100\r\n\r\n{\"access_token\":\"t\"", false),
                broken("closed within a chunk", HEAD + "Transfer-Encoding: chunked\r\n\r\n64\r\n{\"acc", false),
                broken("closed between chunks", HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", false));
    }

    @Test
    void isTransientIfAnAnswerWithoutLengthIsHalf() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(HEAD + "\r\n{\"access_token\":\"half-a-tok");
                });
                Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageNotContaining("half-a-tok");
        }
    }

    @Test
    void takesAWholeAnswerThatEndsWithTheConnection() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(HEAD + "\r\n{\"access_token\":\"t\"}");
                });
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.token().value()).isEqualTo("t");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void givesUpAfterRequestTimeoutAndHangsUp(String what, RawServer.Script script) {
        try (RawServer server = new RawServer(script);
                Bench bench = new Bench(provider, server.url()).requestTimeout(Duration.ofMillis(200))) {
            assertThat(assertTransient(bench.failure()))
                    .hasMessageContaining("no complete answer within requestTimeout.");
            await().until(() -> server.connections().stream().allMatch(RawServer.Connection::isOver));
            assertThat(server.connections()).hasSize(1);
        }
    }

    static Stream<Arguments> givesUpAfterRequestTimeoutAndHangsUp() {
        return Stream.of(
                script("never answers", connection -> {
                    connection.readRequest();
                    connection.awaitHangUp();
                }),
                stalled("stalls within the status line", "HTTP/1.1 2"),
                stalled("stalls within the headers", HEAD),
                stalled("stalls after the headers", HEAD + "Content-Length: 100\r\n\r\n"),
                stalled("stalls within the body", HEAD + "Content-Length: 100\r\n\r\n{\"access_token\":\"t\","),
                stalled("stalls before the last chunk", HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
                script("drips", connection -> {
                    connection.readRequest();
                    connection.write(HEAD + "Content-Length: 60000\r\n\r\n{");
                    connection.drip(" ", 20);
                }),
                script("drips headers", connection -> {
                    connection.readRequest();
                    connection.write(HEAD);
                    connection.drip("X: y\r\n", 20);
                }));
    }

    private static TokenException assertTransient(TokenException failure) {
        assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.status()).isEmpty();
        assertThat(failure.oauthError()).isEmpty();
        return failure;
    }

    private static Arguments broken(String when, String written, boolean reset) {
        return script(when, connection -> {
            connection.readRequest();
            connection.write(written);
            if (reset) {
                connection.reset();
            }
        });
    }

    private static Arguments stalled(String what, String written) {
        return script(what, connection -> {
            connection.readRequest();
            connection.write(written);
            connection.awaitHangUp();
        });
    }

    private static Arguments script(String what, RawServer.Script script) {
        return arguments(what, script);
    }
}
