package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that repeat codes and refresh tokens, in every form and wherever it may end in a message or a log. */
class CodeEchoTest {

    private static final String CODE = "marker/code+with\"odd\\chars ü";
    private static final String REFRESH_TOKEN = "marker/refresh+with\"odd\\chars ü";
    private static final String SECRET = "marker/secret+with\"odd\\chars ü";

    /** MARK is replaced by what is to be hidden, so that what is JSON stays such. */
    private static final List<String> ANSWERS = List.of(
            "MARK\r\n\r\n",
            "HTTP/1.1 MARK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: MARK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nbad header MARK\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: http://MARK/MARK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/MARK\r\nConnection: close\r\n\r\nMARK",
            json("400 Bad", "{\"error\":\"MARK\",\"error_description\":\"it was 'MARK'\",\"MARK\":1}"),
            json("400 Bad", "{\"error\":\"invalid_grant\",\"error_description\":\"MARK\"}"),
            json("503 Busy", "{\"error\":\"MARK\",\"error_description\":\"MARK\"}"),
            json("200 OK", "{\"access_token\":\"t\",\"token_type\":\"MARK\"}"),
            json("200 OK", "{\"MARK\":\"MARK\"}"),
            json("200 OK", "{\"access_token\":\"t\",\"expires_in\":\"MARK\",\"scope\":\"MARK\"}"));

    @ParameterizedTest
    @MethodSource("forms")
    void hidesACode(String form) {
        for (String secret : List.of(CODE, SECRET)) {
            for (String answer : ANSWERS) {
                meet(secret, filled(answer, form, secret), false);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void hidesARefreshToken(String form) {
        for (String secret : List.of(REFRESH_TOKEN, SECRET)) {
            for (String answer : ANSWERS) {
                meet(secret, filled(answer, form, secret), true);
            }
        }
    }

    static Stream<String> forms() {
        return Stream.of(
                "plain", "form", "form with %20", "base64", "base64url", "JSON", "JSON with \\/", "JSON in ASCII");
    }

    /** The first request is granted if it is the second that is to be answered like this. */
    private static void meet(String marker, String answer, boolean renewal) {
        String granted = RawServer.json("{\"access_token\":\"t\",\"expires_in\":3600,\"refresh_token\":\""
                + Provider.ADULLAM.encoded(REFRESH_TOKEN) + "\"}");
        RawServer.Script script = connection -> {
            if (connection.readRequest().contains("\"code\"") && renewal) {
                connection.write(granted);
                connection.readRequest();
            }
            connection.write(answer);
        };
        try (CapturedLogs logs = new CapturedLogs();
                RawServer server = new RawServer(script);
                Bench bench = new Bench(Provider.ADULLAM, server.url()).secret(ClientSecret.of(Secret.of(SECRET)))) {
            Grant grant =
                    Grant.authorizationCode("https://example.com/callback").with(Secret.of(CODE));
            CodeAccount account = new CodeAccount(bench, grant, new SentCodes(1));
            StringBuilder seen = new StringBuilder();
            see(account, seen);
            if (renewal) {
                bench.clock.advance(Duration.ofHours(1));
                see(account, seen);
            }
            logs.lines(logger -> logger.startsWith("io.github.cameladhese"))
                    .forEach(line -> seen.append(line).append('\n'));

            String all = seen.toString().toLowerCase(Locale.ROOT);
            assertThat(all).contains("token for account 'customer-name'");
            forms().forEach(form -> assertThat(all)
                    .as("%s in answer %s", form, answer)
                    .doesNotContain(form(form, marker).toLowerCase(Locale.ROOT)));
        }
    }

    private static void see(CodeAccount account, StringBuilder seen) {
        seen.append(account.source
                        .token()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .handle((AccessToken token, Throwable failure) ->
                                failure == null ? token.toString() : CapturedLogs.printed(failure))
                        .join())
                .append('\n');
    }

    private static String filled(String answer, String form, String secret) {
        String echo = form(form, secret);
        return answer.contains("\r\n\r\n{")
                ? answer.replace("MARK", Provider.ADULLAM.encoded(echo))
                : answer.replace("MARK", echo);
    }

    private static String form(String form, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String json = Provider.ADULLAM.encoded(secret);
        return switch (form) {
            case "plain" -> secret;
            case "form" -> URLEncoder.encode(secret, StandardCharsets.UTF_8);
            case "form with %20" ->
                URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
            case "base64" -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
            case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case "JSON" -> json;
            case "JSON with \\/" -> json.replace("/", "\\/");
            case "JSON in ASCII" -> json.replace("ü", "\\u00fc");
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static String json(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + body;
    }
}
