package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others show of a secret or a token is not ours to change, so it is measured here and told in the README. */
class CamelsOwnLogsTest {

    @TempDir
    private Path folder;

    @Test
    void camelLogsASecretInAUriAtTraceAndNowhereElse() throws Exception {
        List<String> leaks =
                leaksOf(MarkerRun.Way.FILE, "adhese-auth:customer-name?clientSecret=RAW(" + MarkerRun.SECRET + ")");
        assertThat(leaks).isNotEmpty().allSatisfy(line -> assertThat(line)
                .matches("(?s)org\\.apache\\.camel\\.\\S+ TRACE .*"));
    }

    @ParameterizedTest
    @EnumSource(names = {"PROPERTY", "PLACEHOLDER"})
    void camelLogsASecretInAPropertyAtDebugWhereverThePropertyHasItFrom(MarkerRun.Way way) throws Exception {
        List<String> leaks = leaksOf(way, "adhese-auth:customer-name");
        assertThat(leaks)
                .anySatisfy(line -> assertThat(line).contains(" DEBUG "))
                .allSatisfy(line -> assertThat(line).matches("(?s)org\\.apache\\.camel\\.\\S+ (DEBUG|TRACE) .*"))
                .allSatisfy(line ->
                        assertThat(MarkerRun.PROPERTIES_OF_CAMEL).accepts(line.substring(0, line.indexOf(' '))));
    }

    @Test
    void theHttpClientThatCallsTheApiLogsTheTokenAtDebug() throws Exception {
        try (CapturedLogs logs = new CapturedLogs();
                MarkerRun run = new MarkerRun(folder)) {
            run.run(MarkerRun.Way.FILE, "adhese-auth:customer-name", exchange -> {}, context -> {});
            assertThat(logs.lines(MarkerRun.HTTP_CLIENT_OF_THE_API))
                    .anySatisfy(
                            line -> assertThat(line.text()).startsWith("DEBUG").contains(MarkerRun.TOKEN));
        }
    }

    private List<String> leaksOf(MarkerRun.Way way, String step) throws Exception {
        try (CapturedLogs logs = new CapturedLogs();
                MarkerRun run = new MarkerRun(folder)) {
            run.run(way, step, exchange -> {}, context -> {});
            return MarkerRun.leaks(logs, MarkerRun.HTTP_CLIENT_OF_THE_API);
        }
    }
}
