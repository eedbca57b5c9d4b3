package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a route whose tokens are fine, and of one whose token server goes away. */
class ExampleTest {

    private static final String TOKEN = "camel_adhese_auth_token_";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void writesWhatWasBooked() throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofMinutes(5), folder)) {
            await().atMost(LONG).untilAsserted(() -> assertThat(folder.resolve("campaigns.csv"))
                    .hasContent("\"Spring sale\",175000\n\"Back to school\",175000\n\"Winter\",175000"));
            assertThat(example.context().getRoutes()).hasSize(2);
        }
    }

    @Test
    void showsTheCheckOfAnAccountWhoseTokensAreFine() throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofMinutes(5), folder)) {
            await().atMost(LONG)
                    .until(() ->
                            example.check().at("/data/token.state").asText().equals("FRESH"));

            assertThat(example.get("health").statusCode()).isEqualTo(200);
            assertThat(example.get("health/ready").body())
                    .contains("\"name\":\"adhese-auth:sandbox\\/etl\",\"status\":\"UP\"");
            assertThat(example.check().at("/data/token.seconds.to.expiry").asInt())
                    .isBetween(200, 300);
            assertThat(example.check().at("/data").fieldNames())
                    .toIterable()
                    .noneMatch(name -> name.contains("token.failure"));
        }
    }

    @Test
    void countsAndTimesWhatHappensToTokens() throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofMinutes(5), folder)) {
            await().atMost(LONG)
                    .ignoreExceptions() // until the meters are there
                    .until(() -> example.scrape().value(TOKEN + "requests_seconds_count", "outcome", "success") == 1);
            example.sandbox().revokeTokens();
            await().atMost(LONG)
                    .until(() -> example.scrape().value(TOKEN + "requests_seconds_count", "outcome", "success") == 2);

            Scrape scrape = example.scrape();
            assertThat(failedRuns(scrape)).isZero(); // the policy got another token
            assertThat(scrape.value(TOKEN + "requests_seconds_sum", "outcome", "success"))
                    .isPositive();
            assertThat(scrape.value(TOKEN + "expiry_seconds")).isBetween(200.0, 300.0);
            assertThat(scrape.value(TOKEN + "failures_total", "kind", "endpoint_unavailable"))
                    .isZero();
            assertThat(scrape.value(TOKEN + "rejections_total")).isEqualTo(1);
            assertThat(scrape.value(TOKEN + "waits_seconds_sum")).isPositive();
            assertThat(scrape.named(TOKEN + "expiry_seconds").get(0).labels())
                    .containsEntry("camelContext", "observability")
                    .containsEntry("component", "adhese-auth")
                    .containsEntry("account", "sandbox/etl");
        }
    }

    @Test
    void showsAnOutageFromTheFirstFailureToTheNextToken() throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofSeconds(12), folder)) {
            await().atMost(LONG)
                    .until(() ->
                            example.check().at("/data/token.state").asText().equals("FRESH"));

            example.sandbox().beginOutage();
            JsonNode failing = await().atMost(LONG)
                    .until(example::check, check -> check.at("/data").has("token.failure.kind"));
            assertLooksAsInTheReadme(failing);
            assertThat(failing.at("/data/token.failure.kind").asText()).isEqualTo("endpoint_unavailable");
            assertThat(failing.at("/data/token.failure.count").asInt()).isPositive();
            assertThat(failing.path("message").asText()).contains("The present token is still used.");
            await().atMost(LONG)
                    .until(() -> example.scrape().value(TOKEN + "failures_total", "kind", "endpoint_unavailable") > 0);
            assertThat(failedRuns(example.scrape())).isZero();

            await().atMost(LONG).until(() -> example.get("health").statusCode() == 503);
            assertThat(example.check().path("status").asText()).isEqualTo("DOWN");
            await().atMost(LONG).until(() -> failedRuns(example.scrape()) > 0);

            example.sandbox().endOutage();
            await().atMost(LONG).until(() -> example.get("health").statusCode() == 200);
            assertThat(example.check().at("/data").has("token.failure.kind")).isFalse();
            assertThat(example.scrape().value(TOKEN + "expiry_seconds")).isPositive();
        }
    }

    private static void assertLooksAsInTheReadme(JsonNode check) throws Exception {
        Matcher block =
                Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        JsonNode shown = new ObjectMapper().readTree(block.group(1));
        assertThat(check.path("name")).isEqualTo(shown.path("name"));
        assertThat(check.path("status")).isEqualTo(shown.path("status"));
        assertThat(withoutFigures(check)).isEqualTo(withoutFigures(shown));
        shown.path("data")
                .fieldNames()
                .forEachRemaining(name ->
                        assertThat(check.path("data").has(name)).as(name).isTrue());
    }

    private static String withoutFigures(JsonNode check) {
        return check.path("message")
                .asText()
                .replaceAll("[0-9][0-9.TZ:-]*", "…")
                .replace("times", "time");
    }

    private static double failedRuns(Scrape scrape) {
        return scrape.value("camel_exchanges_failed_total", "routeId", "campaigns");
    }
}
