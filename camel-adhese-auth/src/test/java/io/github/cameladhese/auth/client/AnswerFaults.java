package io.github.cameladhese.auth.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Whole answers with status 200 that are odd, and redirects. */
final class AnswerFaults {

    private static final String GOOD =
            "{\"access_token\":\"marker-token\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"adhese-api\"}";
    private static final int MOST = 64 * 1024;

    private AnswerFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                typed("a web page", "text/html", "<html>marker-body</html>"),
                typed("nothing, and no content type", "", ""),
                Fault.answer("204 No Content", "HTTP/1.1 204 No Content\r\n\r\n"),
                json("JSON that is cut off", GOOD.substring(0, GOOD.length() - 20)),
                json("a JSON array", "[" + GOOD + "]"),
                json("two fields of one name", "{\"access_token\":\"marker-body\"," + GOOD.substring(1)),
                json("deep nesting", GOOD.replace("300", "[".repeat(10_000))),
                bytes("text that is not UTF-8", AnswerFaults::latin1),
                bytes("packed with gzip, which nobody asked for", AnswerFaults::gzip),
                json("a token that is over already", GOOD.replace("300", "0")),
                json("no access_token", "{\"token\":\"marker-token\"}"),
                json("a token with a line break", GOOD.replace("marker-token", "marker-token\\r\\n")),
                json("token_type mac", GOOD.replace("Bearer", "mac")),
                json("error invalid_client inside a 200", "{\"error\":\"invalid_client\"}"),
                json("error temporarily_unavailable inside a 200", "{\"error\":\"temporarily_unavailable\"}"),
                json("good, with exactly 64 KiB", padded(MOST)),
                json("good, with 64 KiB and one byte", padded(MOST + 1)),
                typed("good, but called text/html", "text/html", GOOD),
                typed("good, without a content type", "", GOOD),
                json("good, with fields that nobody knows", GOOD.replace("300", "300,\"x\":{\"y\":[1]}")),
                new Fault("301 to another host", () -> redirect("301 Moved Permanently")),
                new Fault("307 to another host", () -> redirect("307 Temporary Redirect")));
    }

    private static Fault json(String name, String body) {
        return Fault.answer(name, RawServer.json(body));
    }

    private static Fault typed(String name, String type, String body) {
        String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        return Fault.answer(
                name, "HTTP/1.1 200 OK\r\n" + header + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static Fault bytes(String name, BodyWriter body) {
        return new Fault(name, () -> {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            ResponseDefinitionBuilder answer = body.write(written);
            return Scene.at(new FakeTokenServer()
                    .answer(answer.withHeader("Content-Type", "application/json")
                            .withBody(written.toByteArray())));
        });
    }

    private static ResponseDefinitionBuilder latin1(ByteArrayOutputStream body) throws IOException {
        body.write(GOOD.replace("marker", "märker").getBytes(StandardCharsets.ISO_8859_1));
        return aResponse();
    }

    private static ResponseDefinitionBuilder gzip(ByteArrayOutputStream body) throws IOException {
        try (GZIPOutputStream packed = new GZIPOutputStream(body)) {
            packed.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        return aResponse().withHeader("Content-Encoding", "gzip");
    }

    private static String padded(int size) {
        String end = ",\"padding\":\"\"}";
        String start = GOOD.substring(0, GOOD.length() - 1);
        return start + end.replace("\"\"", "\"" + "x".repeat(size - start.length() - end.length()) + "\"");
    }

    private static Scene redirect(String status) {
        RawServer other = new RawServer(RawServer.Connection::readRequest);
        RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 " + status + "\r\nLocation: " + other.url() + "/token?marker-body\r\n"
                    + "Content-Length: 0\r\n\r\n");
            connection.awaitHangUp();
        });
        return Scene.at(server).inTheEnd(() -> {
            assertThat(other.connections()).as("what the other host saw").isEmpty();
            other.close();
        });
    }

    private interface BodyWriter {

        ResponseDefinitionBuilder write(ByteArrayOutputStream body) throws IOException;
    }
}
