package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for the client secrets and the tokens of a run in every byte that it wrote. */
class OutputSecretsTest {

    private static final String REFUSED_SECRET = "test-secret-of-the-realm-that-fails";

    private final ChangingData data = new ChangingData(20);
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void neitherReportNorParquetNorDatabaseHoldsSecretOrToken() throws Exception {
        data.rename(data.ids().get(0), "A name to be found");
        try (Sandbox sandbox = Sandbox.start(data)) {
            HttpServer wiretap = wiretap(sandbox.url());
            Properties properties = sandbox.properties();
            String component = "camel.component.adhese-auth.";
            properties.setProperty(
                    component + "auth-server-url",
                    "http://127.0.0.1:" + wiretap.getAddress().getPort());
            properties.setProperty(component + "accounts[refused].client-id", "someone");
            properties.setProperty(component + "accounts[refused].client-secret", REFUSED_SECRET);
            properties.setProperty("etl.realms", "sandbox,refused");
            properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
            properties.setProperty(
                    "etl.parquet-folder", folder.resolve("parquet").toString());
            properties.setProperty(
                    "etl.report-file", folder.resolve("report.html").toString());
            Summary summary;
            try {
                summary = new EtlJob(properties, new TestConsole().console()).run();
            } finally {
                wiretap.stop(0);
            }

            assertThat(summary.failed()).isEqualTo(1);
            assertThat(summary.unwritten()).isEmpty();
            assertThat(tokens).isNotEmpty().allMatch(token -> token.startsWith("eyJ"));
            assertThat(folder.resolve("report.html")).content().contains("No token for realm 'refused'");
            assertThat(parquet()).contains("A name to be found");
            String secret = properties.getProperty(component + "client-secret");
            for (String written : List.of(parquet(), bytes())) {
                assertThat(written)
                        .doesNotContain(secret, REFUSED_SECRET, "eyJ", "Bearer ")
                        .doesNotContain(tokens.toArray(String[]::new));
            }
        }
    }

    /** Stands before the token endpoint, and writes down what it gives. */
    private HttpServer wiretap(URI sandbox) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                pass(exchange, sandbox);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private void pass(HttpExchange exchange, URI sandbox) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(sandbox.resolve(exchange.getRequestURI()))
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()))
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        String token =
                new ObjectMapper().readTree(answer.body()).path("access_token").asText();
        if (!token.isEmpty()) {
            tokens.add(token);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    /** All values: in the files they are compressed. */
    private String parquet() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Table table : Table.values()) {
                try (ResultSet rows = statement.executeQuery("SELECT CAST(t AS VARCHAR) FROM read_parquet('"
                        + folder.resolve("parquet") + "/" + table + "/*/*/*.parquet') AS t")) {
                    while (rows.next()) {
                        all.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
