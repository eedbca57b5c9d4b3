package io.github.cameladhese.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An application that gets no token runs, is not ready, and says why. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"campaigns.period=1h", "camel.component.adhese-auth.client-secret=" + RejectedSecretTest.MARKER})
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class RejectedSecretTest {

    static final String MARKER = "marker-secret-not-real";

    private static final Sandbox SANDBOX = Sandbox.start();

    @Autowired
    private TestRestTemplate http;

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry registry) {
        SANDBOX.properties().entrySet().stream()
                .filter(property -> !property.getKey().endsWith("client-secret"))
                .forEach(property -> registry.add(property.getKey(), property::getValue));
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Test
    void itIsAliveButNotReady(CapturedOutput output) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/actuator/health/readiness").getStatusCode().value() == 503);

        assertThat(get("/actuator/health/readiness").getBody())
                .contains("\"adhese-auth:sandbox/campaigns\":\"DOWN\"", "credentials_rejected")
                .doesNotContain(MARKER);
        assertThat(get("/actuator/health/liveness").getStatusCode().value()).isEqualTo(200);
        assertThat(output).contains("campaigns  No token for realm 'sandbox'").doesNotContain(MARKER);
    }

    private ResponseEntity<String> get(String path) {
        return http.getForEntity(path, String.class);
    }
}
