package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs promtool, which comes with Prometheus, on the alert rules. */
class AlertRulesTest {

    private static final File FOLDER = new File("prometheus");

    private static final String LEFT_OUT =
            "LEFT OUT: the alert rules are not tested, as there is no promtool on the PATH"
                    + " (Debian: apt-get install prometheus).";

    private static boolean found;

    @BeforeAll
    static void findPromtool() {
        found = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        if (!found) {
            System.out.println(LEFT_OUT); // Surefire counts what is skipped, but does not say why
        }
    }

    @Test
    void theConfigurationAndTheRulesAreValid() throws Exception {
        promtool("check", "config", "prometheus.yml");
    }

    @Test
    void theRulesFireWhenTheyShouldAndNotOtherwise() throws Exception {
        promtool("test", "rules", "adhese-auth-alerts.test.yml");
    }

    private static void promtool(String... arguments) throws Exception {
        assumeTrue(found, LEFT_OUT);
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(FOLDER)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
