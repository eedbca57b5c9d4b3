package io.github.cameladhese.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, with three more behind it. */
class CommandTest {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) token requests, 0 of \\d+ exchanges failed");

    /**
     * The first of the fifty finds a token of 3 s due after 1.35 s or later, less 0.15 s for the clock of another process, so that
     * there are ten renewals in 12 s; and two requests are allowed for at the cold start.
     */
    private static final int MOST_WITH_STORE = 12;

    @TempDir
    private Path folder;

    @Test
    void printsWhatTheReadmeShows() throws Exception {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfleet.seconds=12",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Fleet.class.getName()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(withoutFigures(printed)).isEqualTo(withoutFigures(shownIn(Path.of("README.md"))));

        Matcher requests = REQUESTS.matcher(printed); // no exchange failed, either time
        assertThat(requests.find()).as(printed).isTrue();
        int without = Integer.parseInt(requests.group(1));
        assertThat(requests.find()).as(printed).isTrue();
        int with = Integer.parseInt(requests.group(1));
        assertThat(without).isGreaterThanOrEqualTo(100); // eight or so by each of the fifty, two on the busiest machine
        // A worker whose store took longer than a second says so, and makes its own requests for 15 s.
        long alone = Files.readString(errors)
                .lines()
                .filter(line -> line.contains("cannot be used"))
                .count();
        long most = Math.min(MOST_WITH_STORE + 10 * alone, without / 4);
        assertThat((long) with).as(printed).isBetween(1L, most);
    }

    private static String shownIn(Path readme) throws Exception {
        Matcher block = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(readme));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String withoutFigures(String output) {
        return output.replaceAll("\\d+ token requests, 0 of \\d+", "… token requests, 0 of …");
    }
}
