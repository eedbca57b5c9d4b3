package io.github.cameladhese.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The routes in Quarkus with a secret that the token server refuses. */
@QuarkusTest
@TestProfile(Observed.class)
@WithTestResource(RefusedSecret.class)
class RefusedTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TestHTTPResource
    URI url;

    @Test
    void isNotReadyAndSaysWhyWithoutTheSecret() throws Exception {
        Pages pages = new Pages(url);
        await().atMost(LONG).until(() -> pages.get("/q/health/ready").statusCode() == 503);

        assertThat(pages.get("/q/health/ready").body())
                .contains("\"adhese-auth:sandbox/etl\": \"DOWN: ")
                .contains("credentials_rejected");
        assertThat(pages.get("/q/health/live").statusCode()).isEqualTo(200);
        await().atMost(LONG).untilAsserted(() -> assertThat(log())
                .contains("No token for realm 'sandbox'")
                .contains("HTTP 401 unauthorized_client"));
        assertThat(pages.all()).allSatisfy(page -> assertThat(page).doesNotContain(RefusedSecret.MARKER));
        assertThat(log()).doesNotContain(RefusedSecret.MARKER);
    }

    private static String log() throws IOException {
        return Files.readString(Path.of(Observed.LOG_FILE));
    }
}
