package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That neither the client secret nor a token shows on any page, whatever happens. */
class SecretsTest {

    private static final String MARKER = "marker-secret-not-real";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void noneWhileTokensComeAndStopComing() throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofSeconds(6), folder)) {
            await().atMost(LONG).until(() -> example.sandbox().everIssued().size() > 1);
            List<String> pages = new ArrayList<>(allPages(example));
            example.sandbox().beginOutage();
            await().atMost(LONG).until(() -> example.get("health").statusCode() == 503);
            pages.addAll(allPages(example));

            assertThat(pages).allSatisfy(page -> assertThat(page)
                    .doesNotContain(example.sandbox().everIssued())
                    .doesNotContain(
                            example.sandbox().properties().getProperty("camel.component.adhese-auth.client-secret"))
                    .doesNotContain("Bearer"));
        }
    }

    @Test
    void noneIfTheSecretIsRejected() throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofSeconds(6), folder, MARKER)) {
            await().atMost(LONG).until(() -> example.get("health").statusCode() == 503);

            assertThat(example.get("health").body()).contains("credentials_rejected");
            assertThat(allPages(example)).allSatisfy(page -> assertThat(page).doesNotContain(MARKER));
        }
    }

    /** Every page that Camel says it serves, at its most talkative. */
    private static List<String> allPages(RunningExample example) {
        Set<String> paths =
                Set.copyOf(example
                        .context()
                        .getComponent("platform-http", PlatformHttpComponent.class)
                        .getHttpManagementEndpoints()
                        .stream()
                        .map(endpoint -> endpoint.getUri())
                        .toList());
        assertThat(paths).containsExactlyInAnyOrder("/observe/health", "/observe/metrics");
        List<String> pages = new ArrayList<>();
        for (String path : List.of("health", "health/live", "health/ready", "metrics")) {
            for (String query :
                    List.of("", "?exposureLevel=full&data=true&stackTrace=true", "?exposureLevel=default")) {
                pages.add(example.get(path + query).body());
            }
        }
        assertThat(pages).allSatisfy(page -> assertThat(page).isNotEmpty());
        return pages;
    }
}
