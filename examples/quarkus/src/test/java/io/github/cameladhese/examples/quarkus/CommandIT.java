package io.github.cameladhese.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.quarkus.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a process of its own: environment, output, exit code. */
class CommandIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String COMPONENT = "camel.component.adhese-auth.";

    @TempDir
    private Path folder;

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        Ended ended = run(Map.of("ADHESE_CLIENT_ID", "")); // set to nothing is not set

        assertThat(ended.output()).isEqualTo(comparable(exampleIn(Path.of("README.md"))));
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void goesWhereTheEnvironmentSays() throws Exception {
        try (Sandbox adhese = Sandbox.start(Duration.ofMinutes(5))) {
            Map<String, String> account = adhese.properties();
            Path secret = Files.writeString(folder.resolve("secret"), account.get(COMPONENT + "client-secret"));
            Ended ended = run(
                    Map.of(
                            "ADHESE_REALM",
                            account.get("adhese.realm"),
                            "ADHESE_CLIENT_ID",
                            account.get(COMPONENT + "client-id"),
                            "ADHESE_CLIENT_SECRET_FILE",
                            secret.toString()),
                    "-Dadhese.api-url=" + account.get("adhese.api-url"),
                    "-D" + COMPONENT + "auth-server-url=" + account.get(COMPONENT + "auth-server-url"));

            assertThat(ended.output())
                    .doesNotContain("SANDBOX")
                    .contains("Spring sale")
                    .contains("token requests: 1");
            assertThat(ended.exitCode()).isZero();
            assertThat(adhese.authorizations()).hasSize(5).allMatch(header -> header.startsWith("Bearer "));
        }
    }

    @Test
    void aMistypedPropertyEndsItAndIsNamed() throws Exception {
        Ended ended = run(Map.of(), "-D" + COMPONENT + "client-idd=someone");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("Error binding property (" + COMPONENT + "clientIdd=someone)");
    }

    @Test
    void aMistypedOptionOfARouteEndsItAndIsNamedWithTheNearest() throws Exception {
        Ended ended = run(Map.of(), "-Dadhese.region=we&requiredPermision=campaign:view");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("requiredPermision", "Did you mean requiredPermissions?");
    }

    private record Ended(int exitCode, String output) {}

    private Ended run(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", APPLICATION.toAbsolutePath().toString()));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ADHESE_"));
        builder.environment().putAll(environment);
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

    /** Without the port, which differs from run to run. */
    private static String comparable(String output) {
        return output.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:…");
    }
}
