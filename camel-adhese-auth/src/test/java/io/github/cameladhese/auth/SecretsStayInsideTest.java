package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A marker secret, a marker token, a marker code and a marker refresh token go through a full run with failures of every kind,
 * with every logger at TRACE, and are looked for wherever something is shown. A new outlet joins this test in the commit that
 * adds it.
 */
class SecretsStayInsideTest {

    private final Shown shown = new Shown();

    @ParameterizedTest
    @EnumSource
    void neitherSecretNorTokenIsShownAnywhere(MarkerRun.Way way, @TempDir Path folder) throws Exception {
        try (CapturedLogs logs = new CapturedLogs();
                MarkerRun run = new MarkerRun(folder)) {
            run.run(way, "adhese-auth:customer-name", shown::add, context -> shown.add(context, run.adhese(context)));
            run.run(
                    way,
                    "adhese-auth:customer-name?clientAuthentication=basic&requiredPermissions=booking:view",
                    shown::add,
                    context -> shown.add(context, run.adhese(context)));
            assertThat(logs.lines(logger -> true)).hasSizeGreaterThan(10_000); // TRACE was really on
            assertThat(logs.lines("shown"::equals)).hasSizeGreaterThanOrEqualTo(2); // with what an exchange remembers
            assertThat(MarkerRun.leaks(logs, notOurs(way))).isEmpty();
        }
        assertThat(shown.texts()).anyMatch(text -> text.contains("campaign:view")); // what the token permits is shown
        assertThat(shown.texts()).anyMatch(text -> text.startsWith("put ")); // sealed, in a store
        assertNothingIsShown();
    }

    @ParameterizedTest
    @EnumSource
    void neitherCodeNorRefreshTokenIsShownAnywhere(MarkerRun.Way way, @TempDir Path folder) throws Exception {
        try (CapturedLogs logs = new CapturedLogs();
                CodeMarkerRun run = new CodeMarkerRun(folder)) {
            run.run(way, shown::add, context -> shown.add(context, run.component(context)));
            assertThat(run.requests()).hasSizeGreaterThan(20);
            assertThat(logs.lines("shown"::equals)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(MarkerRun.leaks(logs, notOurs(way))).isEmpty();
        }
        assertNothingIsShown();
    }

    @Test
    void theGeneratedMetadataMarksWhatIsSecret() throws Exception {
        String schema = Files.readString(
                Path.of("src/generated/resources/META-INF/io/github/cameladhese/auth/adhese-auth.json"));
        for (String option : List.of("clientId", "clientSecret")) {
            assertThat(schema.lines().filter(line -> line.contains("\"" + option + "\": {")))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("\"secret\": true"));
        }
    }

    private static Predicate<String> notOurs(MarkerRun.Way way) {
        return switch (way) {
            case PROPERTY, PLACEHOLDER -> MarkerRun.HTTP_CLIENT_OF_THE_API.or(MarkerRun.PROPERTIES_OF_CAMEL);
            case FILE, BEAN -> MarkerRun.HTTP_CLIENT_OF_THE_API;
        };
    }

    private void assertNothingIsShown() {
        assertThat(shown.texts()).hasSizeGreaterThan(100);
        assertThat(shown.texts().stream().filter(MarkerRun::hasMarker).limit(10))
                .isEmpty();
    }
}
