package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: output and exit code. */
class CommandTest {

    @TempDir
    private Path folder;

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        Ended ended = run("-Dobserve.port=0", "-Dobserve.duration=1");

        assertThat(ended.output()).isEqualTo(comparable(exampleIn(Path.of("README.md"))));
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Ended ended = run("-Dobserve.port=" + taken.getLocalPort(), "-Dobserve.duration=1");

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("It did not start: Health and metrics cannot be served on 127.0.0.1:…")
                    .contains("observe.port")
                    .doesNotContain("\tat ");
        }
    }

    private record Ended(int exitCode, String output) {}

    private Ended run(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.add("-classpath");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Observability.class.getName());
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ADHESE_"));
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

    /** Without the ports, which differ from run to run. */
    private static String comparable(String output) {
        return output.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:…");
    }
}
