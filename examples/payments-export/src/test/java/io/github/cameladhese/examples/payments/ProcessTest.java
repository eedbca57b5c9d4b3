package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.payments.login.Browser;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes of their own: environment, output, exit code. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProcessTest {

    private static final String CLIENT = "camel.component.adullam-auth.client-";

    @TempDir
    private Path folder;

    @Test
    void exportPrintsWhatTheReadmeShows() throws Exception {
        Files.createDirectory(folder.resolve("target"));
        // Set to nothing is not set, as in a CI job without the secret.
        Process process = start(Map.of("ADULLAM_CLIENT_SECRET", "", "PAYMENTS_FILE", ""));

        assertThat(comparable(outputOf(process))).isEqualTo(comparable(firstBlock(Path.of("README.md"))));
        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("target/payments.csv")).content().hasLineCount(1 + 2345);
    }

    @Test
    void exportGoesWhereTheEnvironmentSays() throws Exception {
        try (Sandbox adullam = Sandbox.start(new CountedPayments(120), SandboxRules.DOCUMENTED)) {
            Properties client = adullam.properties();
            Path secret = Files.writeString(folder.resolve("secret"), client.getProperty(CLIENT + "secret"));
            Process process = start(Map.of(
                    "ADULLAM_BASE_URL",
                    adullam.url().toString(),
                    "ADULLAM_CLIENT_ID",
                    client.getProperty(CLIENT + "id"),
                    "ADULLAM_CLIENT_SECRET_FILE",
                    secret.toString(),
                    "PAYMENTS_STATUS",
                    "pending",
                    "PAYMENTS_COLUMNS",
                    "id,amount",
                    "PAYMENTS_FILE",
                    "mine.csv"));

            assertThat(outputOf(process)).doesNotContain("SANDBOX").contains(" to mine.csv");
            assertThat(process.waitFor()).isZero();
            assertThat(adullam.apiRequests()).isEqualTo(1);
            assertThat(folder.resolve("mine.csv")).content().startsWith("id,amount\r\npay_000003,2.11\r\n");
        }
    }

    @Test
    void exportEndsWithOneAndASentenceIfItFails() throws Exception {
        try (Sandbox adullam = Sandbox.start(new CountedPayments(5), SandboxRules.DOCUMENTED)) {
            Process process = start(Map.of(
                    "ADULLAM_BASE_URL", adullam.url().toString(),
                    "ADULLAM_CLIENT_ID", "someone",
                    "ADULLAM_CLIENT_SECRET", "test-secret-not-real",
                    "PAYMENTS_FILE", "mine.csv"));

            assertThat(outputOf(process))
                    .contains("HTTP 401 invalid_client")
                    .contains("No file was written")
                    .doesNotContain("test-secret-not-real")
                    .doesNotContain("\tat ");
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void halfAClientIsNoWishForTheSandbox() throws Exception {
        Process process = start(Map.of("ADULLAM_CLIENT_ID", "someone"));

        assertThat(outputOf(process))
                .isEqualToIgnoringNewLines(
                        "The command did not start: clientSecret is missing. Set "
                                + "camel.component.adullam-auth.client-secret or camel.component.adullam-auth.client-secret-file.");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void loginWaitsForABrowser() throws Exception {
        Process process = start(Map.of(), "login");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.startsWith("Open ")) {
                line = output.readLine();
            }
            assertThat(line).matches("Open http://127\\.0\\.0\\.1:\\d+/login in a browser on this machine\\. .*");
            Browser browser = new Browser();
            URI login = URI.create(line.replaceFirst("Open (\\S+) .*", "$1"));

            assertThat(browser.get(browser.get(browser.get(login))).body()).contains("You are logged in");
        } finally {
            process.destroy();
        }
    }

    @Test
    void anotherCommandIsRefused() throws Exception {
        Process process = start(Map.of(), "import");

        assertThat(outputOf(process)).isEqualToIgnoringNewLines("There is no command 'import'. Use export or login.");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-classpath");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(PaymentsExport.class.getName());
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(ADULLAM|PAYMENTS|LOGIN)_.*"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    private static String outputOf(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The block of the README that shows the output. */
    private static String firstBlock(Path readme) throws IOException {
        Matcher block = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(readme));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Without what differs from run to run: port and time. */
    private static String comparable(String output) {
        return output.replaceAll(":\\d+ ", ":… ").replaceAll("time +[0-9.]+ s", "time …");
    }
}
