package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that repeat what they were sent, where it may end in a message. {@link Bench#failure()} looks for the secret. */
@ParameterizedClass
@EnumSource
class EchoTest {

    @Parameter
    Provider provider;

    private static final String ENCODED = URLEncoder.encode(Bench.SECRET, StandardCharsets.UTF_8);

    @ParameterizedTest
    @MethodSource
    void hidesTheSecretInWhateverIsNoHttp(String answer) {
        for (ClientAuthentication authentication : ClientAuthentication.values()) {
            try (RawServer server = echoing(answer);
                    Bench bench = new Bench(provider, server.url()).by(authentication)) {
                TokenException failure = bench.failure();

                assertThat(failure.retryable()).isTrue();
                Outlets.of(failure).showNo(credentials(server.requests().get(0)));
            }
        }
    }

    /** Every {@code ECHO} is replaced by {@link #credentials}. */
    static Stream<String> hidesTheSecretInWhateverIsNoHttp() {
        return Stream.of(
                "ECHO\r\n\r\n",
                "ECHO HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 ECHO\r\n\r\n",
                "HTTP/1.1 4ECHO no\r\n\r\n",
                "HTTP/9.9 200 ECHO\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: ECHO\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: ECHO\r\n\r\n",
                "HTTP/1.1 200 OK\r\nECHO: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbad header ECHO\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\u0001ECHO\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nECHO\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 404, 500})
    void hidesTheSecretInEveryPartOfAnAnswer(int status) {
        String json = "{\"error\":\"ECHO\",\"error_description\":\"it was 'ECHO'\",\"ECHO\":\"ECHO\"}";
        String answer = "HTTP/1.1 " + status + " ECHO\r\nContent-Type: text/ECHO\r\nLocation: http://ECHO/ECHO\r\n"
                + "X-ECHO: ECHO\r\nConnection: close\r\n\r\n";
        String noError = json.replace("\"error", "\"fault");
        String noBearer = "{\"access_token\":\"t\",\"token_type\":\"ECHO\"}";
        for (String body : new String[] {json, "ECHO", noError, noBearer}) {
            for (ClientAuthentication authentication : ClientAuthentication.values()) {
                try (RawServer server = echoing(answer + body);
                        Bench bench = new Bench(provider, server.url()).by(authentication)) {
                    Outlets.of(bench.failure())
                            .showNo(credentials(server.requests().get(0)));
                }
            }
        }
    }

    @Test
    void showsAShortErrorOfTheServerAsItIs() {
        try (RawServer server =
                        echoing("HTTP/1.1 400 Bad\r\n\r\n{\"error\":\"no_luck\",\"error_description\":\"Bad day\"}");
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.failure()).hasMessageContaining("HTTP 400 no_luck (Bad day). ");
        }
    }

    @Test
    void boundsTheServersTextAndKeepsItOnOneLine() {
        String text = "\\u001b[2J\\r\\nFAKE LOG LINE " + "no ".repeat(1000);
        try (RawServer server = echoing("HTTP/1.1 400 Bad\r\nContent-Type: text/" + "x".repeat(5000) + "\r\n\r\n"
                        + "{\"error\":\"" + text + "\",\"error_description\":\"" + text + "\"}");
                Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();

            assertThat(failure.getMessage()).matches("\\P{Cntrl}+");
            assertThat(failure.oauthError()).hasValueSatisfying(code -> assertThat(code)
                    .startsWith("[2J FAKE LOG LINE no no")
                    .matches("\\P{Cntrl}{1,210}"));
        }
    }

    @Test
    void boundsAContentType() {
        try (RawServer server = echoing("HTTP/1.1 200 OK\r\nContent-Type: text/" + "x".repeat(5000) + "\r\n\r\nno");
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.failure().getMessage())
                    .contains("which is no JSON object")
                    .hasSizeLessThan(600);
        }
    }

    @Test
    void boundsWhatItsCausesQuoteOfTheServer() {
        try (RawServer server = echoing("HTTP/1.1 \u001b[2Jfake" + "x".repeat(5000) + "\r\n\r\n");
                Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();

            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage()))
                        .hasSizeLessThan(800)
                        .matches("\\P{Cntrl}*");
            }
        }
    }

    /** Answers with what the client proved itself by in place of ECHO. */
    private RawServer echoing(String answer) {
        return new RawServer(connection -> {
            String request = connection.readRequest();
            connection.write(answer.replace("ECHO", credentials(request)));
        });
    }

    /** What the request has in its Basic header, or the secret as it is in its body. */
    private String credentials(String request) {
        return request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization: basic "))
                .map(line -> line.substring("authorization: basic ".length()))
                .findFirst()
                .orElse(provider.encoded(Bench.SECRET));
    }

    @ParameterizedTest
    @MethodSource
    void hidesTheSecretInEveryFormOfIt(String form) {
        try (RawServer server = echoing("HTTP/1.1 " + form + "\r\n\r\n");
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.failure()).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        }
        try (RawServer server = echoing("HTTP/1.1 401 No\r\n\r\n{\"error\":\"invalid_client\",\"error_description\":\""
                        + form + "\"}");
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.failure()).hasMessageContaining("HTTP 401 invalid_client");
        }
    }

    static Stream<String> hidesTheSecretInEveryFormOfIt() {
        String base64 = Base64.getEncoder().encodeToString(Bench.SECRET.getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                Bench.SECRET,
                "x" + Bench.SECRET + "x",
                ENCODED,
                "client_secret=" + ENCODED + "&scope=adhese-api",
                base64,
                "Basic " + base64);
    }
}
