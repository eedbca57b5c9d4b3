package io.github.cameladhese.examples.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: what is deployed is what runs here, and it prints what the README shows. */
class CommandTest {

    @Test
    void printsWhatTheReadmeShows(@TempDir Path folder) throws Exception {
        Matcher shown =
                Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(shown.find()).isTrue();

        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LocalRun.class.getName()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(output)).isEqualTo(shown.group(1));
        assertThat(process.exitValue()).isZero();
    }
}
