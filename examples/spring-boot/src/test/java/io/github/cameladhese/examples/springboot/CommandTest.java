package io.github.cameladhese.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
class CommandTest {

    @TempDir
    private Path folder;

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        assertThat(run(Map.of())).isEqualTo(exampleIn(Path.of("README.md")));
    }

    @Test
    void takesItsAccountFromTheEnvironment() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path secret = Files.writeString(folder.resolve("secret"), sandbox.secret());
            List<String> lines = run(Map.of(
                    "ADHESE_REALM", "sandbox",
                    "ADHESE_API_URL", sandbox.url(),
                    "CAMEL_COMPONENT_ADHESE_AUTH_AUTH_SERVER_URL", sandbox.url(),
                    "CAMEL_COMPONENT_ADHESE_AUTH_CLIENT_ID", "campaigns",
                    "CAMEL_COMPONENT_ADHESE_AUTH_CLIENT_SECRET_FILE", secret.toString()));

            assertThat(lines).hasSize(4).first().asString().startsWith("campaigns  [{\"id\":7");
            assertThat(sandbox.tokens()).hasSize(1);
        }
    }

    /** What it prints until it has said all, or ends; then it is stopped. */
    private List<String> run(Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CampaignApplication.class.getName(),
                        "--server.port=0")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(ADHESE|CAMEL|SPRING|SERVER|MANAGEMENT)_.*"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.endsWith("/prometheus")) {
                lines.add(comparable(line));
                line = output.readLine();
            }
            lines.add(comparable(String.valueOf(line)));
        } finally {
            process.destroy();
            process.waitFor();
        }
        return lines;
    }

    /** The block of the README that shows the output. */
    private static List<String> exampleIn(Path readme) throws Exception {
        Matcher block = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(readme));
        assertThat(block.find()).isTrue();
        return block.group(1).lines().map(CommandTest::comparable).toList();
    }

    /** Without the ports, which differ from run to run. */
    private static String comparable(String line) {
        return line.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:…");
    }
}
