package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox of docs/getting-started.md, and the route there. .ci/first-hour walks the whole page. */
class SandboxCommandTest {

    private static final String SECRET_FILE = "camel.component.adhese-auth.client-secret-file";

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    @Test
    void saysWhatThePageShows() throws Exception {
        try (Sandbox sandbox = start("0")) {
            String port = String.valueOf(sandbox.url().getPort());
            assertThat(said)
                    .map(line -> comparable(line.replaceFirst("(?<=[:-])" + port + "$", "8180")))
                    .isEqualTo(block("text", "SANDBOX")
                            .lines()
                            .map(SandboxCommandTest::comparable)
                            .toList());
        }
    }

    @Test
    void theRouteOfThePageRunsByWhatItSays() throws Exception {
        try (Sandbox sandbox = start("0")) {
            String route = block("yaml", "id: report");
            assertThat(route).contains("period=1000");
            Path file = Files.writeString(folder.resolve("report.yaml"), route.replace("period=1000", "period=1"));
            Properties properties = properties(block("properties", "duration-max-messages"));
            properties.putAll(properties(String.join("\n", said)));
            properties.setProperty("camel.main.routes-include-pattern", "file:" + file);
            said.clear();

            Main main = new Main();
            main.setDefaultPropertyPlaceholderLocation("false");
            main.setInitialProperties(properties);
            main.run();
            assertThat(main.getExitCode()).isZero();

            assertThat(requests(6))
                    .containsExactlyInAnyOrder(
                            "POST /realms/sandbox/protocol/openid-connect/token 200",
                            "GET /campaigns 200",
                            "GET /campaigns 200",
                            "GET /campaigns 200",
                            "GET /campaigns 200",
                            "GET /campaigns 200");
            assertThat(sandbox.apiRequests()).isEqualTo(5);
        }
    }

    @Test
    void neitherSecretNorQueryNorHeaderIsSaid() throws Exception {
        try (Sandbox sandbox = start("0")) {
            Path file = Path.of(properties(String.join("\n", said)).getProperty(SECRET_FILE));
            String secret = Files.readString(file);
            assertThat(secret).hasSize(36);
            assertThat(said).noneMatch(line -> line.contains(secret));
            said.clear();

            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/campaigns%0A?token=" + secret))
                    .header("Authorization", "Bearer " + secret)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(requests(1)).containsExactly("GET /campaigns%0A 401");
            assertThat(said).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> start(String.valueOf(taken.getLocalPort())))
                    .isInstanceOf(EtlException.class)
                    .hasMessageMatching("No sandbox on port " + taken.getLocalPort()
                            + " of 127\\.0\\.0\\.1: .*\\. SANDBOX_PORT sets another port\\.");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFolderWithAnyLettersIsReadFromAFileOfProperties() throws IOException {
        Properties properties = new Properties();
        String line = "file = " + SandboxCommand.asProperty("C:\\Users\\José\\\uD83D\uDE00 x");
        properties.load(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(properties.getProperty("file")).isEqualTo("C:/Users/José/\uD83D\uDE00 x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "123456", ""})
    void whatIsNoPortIsRefused(String port) {
        assertThatThrownBy(() -> start(port)).isInstanceOf(EtlException.class).hasMessageContaining("'" + port + "'");
    }

    private Sandbox start(String port) {
        PrintStream lines = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                said.add(line);
            }
        };
        return new SandboxCommand(Map.of("SANDBOX_PORT", port), new Console(lines, lines, false), folder).start();
    }

    /** As many requests as the sandbox tells of next, without the time of day. */
    private List<String> requests(int count) throws InterruptedException {
        List<String> requests = new ArrayList<>();
        while (requests.size() < count) {
            String line = said.poll(1, TimeUnit.MINUTES);
            assertThat(line).as("a request after %s", requests).isNotNull();
            if (!line.isEmpty()) {
                assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d .*");
                requests.add(line.substring(9));
            }
        }
        return requests;
    }

    private static String comparable(String line) {
        return line.replaceFirst(SECRET_FILE + " = .*/", SECRET_FILE + " = …/");
    }

    private static Properties properties(String lines) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(lines));
        return properties;
    }

    /** The block of a language that has a text in it. */
    private static String block(String language, String text) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(Path.of("../../docs/getting-started.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(text))
                .findFirst()
                .orElseThrow();
    }
}
