package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: environment, output, exit code. */
class ProcessTest {

    private static final String COMPONENT = "camel.component.adhese-auth.";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTarget() throws IOException {
        Files.createDirectory(folder.resolve("target"));
    }

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        // Set to nothing is not set, as in a CI job without the secret.
        Ended ended = run(Map.of("ADHESE_REALM", "", "ADHESE_REGION", "", "JDBC_URL", ""), List.of());

        assertThat(ended.output()).isEqualTo(comparable(exampleIn(Path.of("README.md"))));
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void goesWhereTheEnvironmentSays() throws Exception {
        try (Sandbox adhese = Sandbox.start(new ChangingData(20))) {
            Properties account = adhese.properties();
            Path secret = Files.writeString(folder.resolve("secret"), account.getProperty(COMPONENT + "client-secret"));

            Ended ended = run(
                    Map.of(
                            "ADHESE_REALM",
                            Sandbox.REALM,
                            "ADHESE_REGION",
                            "cus",
                            "ADHESE_CLIENT_ID",
                            account.getProperty(COMPONENT + "client-id"),
                            "ADHESE_CLIENT_SECRET_FILE",
                            secret.toString(),
                            "JDBC_URL",
                            "jdbc:duckdb:" + folder.resolve("mine.duckdb")),
                    List.of("-Dadhese.api-url=" + adhese.url(), "-D" + COMPONENT + "auth-server-url=" + adhese.url()));

            assertThat(ended.output())
                    .doesNotContain("SANDBOX")
                    .contains("mine.duckdb")
                    .contains("token requests");
            assertThat(ended.exitCode()).isZero();
            assertThat(adhese.apiRequests()).isEqualTo(2 + 2 + 2 * 20);
        }
    }

    @Test
    void endsWithOneAndASentenceIfItFails() throws Exception {
        try (Sandbox adhese = Sandbox.start(new ChangingData(5))) {
            Ended ended = run(
                    Map.of(
                            "ADHESE_REALM", Sandbox.REALM,
                            "ADHESE_CLIENT_ID", "someone",
                            "ADHESE_CLIENT_SECRET", "test-secret-not-real"),
                    List.of("-Dadhese.api-url=" + adhese.url(), "-D" + COMPONENT + "auth-server-url=" + adhese.url()));

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("No token for realm 'sandbox'")
                    .contains("HTTP 401 invalid_client")
                    .doesNotContain("test-secret-not-real")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesHalfAnAccount() throws Exception {
        Ended ended = run(Map.of("ADHESE_REALM", "customer-name"), List.of());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains("ADHESE_CLIENT_ID and ADHESE_CLIENT_SECRET")
                .doesNotContain("SANDBOX");
    }

    private record Ended(int exitCode, String output) {}

    private Ended run(Map<String, String> environment, List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-classpath");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(CampaignEtl.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ADHESE_") || name.startsWith("JDBC_"));
        builder.environment().putAll(environment);
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), comparable(Files.readString(output)));
    }

    /** The block of the README that shows the output. */
    private static String exampleIn(Path readme) throws IOException {
        Matcher block = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(readme));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Without what differs from run to run: port, time and memory. */
    private static String comparable(String output) {
        return output.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:…")
                .replaceAll("\\([0-9,]+/s(, [0-9:]+ left)?\\)", "(…/s$1)")
                .replaceAll("[0-9:]+ left", "… left")
                .replaceAll("time +[0-9.]+ s", "time …")
                .replaceAll("rows per second +[0-9,]+", "rows per second …")
                .replaceAll("peak memory +[0-9,]+ MB", "peak memory …");
    }
}
