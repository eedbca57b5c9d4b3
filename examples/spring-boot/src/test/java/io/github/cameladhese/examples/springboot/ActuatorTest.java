package io.github.cameladhese.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running application, and what its Actuator shows of the tokens. Here it shows all that it can. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "campaigns.period=1h",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always"
        })
@AutoConfigureObservability(tracing = false)
@DirtiesContext // or it would go on without its sandbox
class ActuatorTest {

    private static final Sandbox SANDBOX = Sandbox.start();

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private Told told;

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry registry) {
        SANDBOX.properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @TestConfiguration
    static class Listening {

        @Bean
        Told told() {
            return new Told();
        }
    }

    static final class Told implements TokenListener {

        private final List<TokenEvent.Fetched> fetched = new CopyOnWriteArrayList<>();

        @Override
        public void fetched(TokenEvent.Fetched event) {
            fetched.add(event);
        }
    }

    /** Which lets nobody in without a token of the sandbox. */
    @Test
    void theApiIsCalledWithAToken() {
        assertThat(template.requestBody("direct:campaigns", null, String.class)).contains("Spring sale");
        assertThat(SANDBOX.tokens()).hasSize(1);
    }

    @Test
    void healthShowsTheAccount() {
        ResponseEntity<JsonNode> health = http.getForEntity("/actuator/health", JsonNode.class);

        assertThat(health.getStatusCode().value()).isEqualTo(200);
        JsonNode details = health.getBody().at("/components/camelHealth/details");
        assertThat(details.path("adhese-auth:sandbox/campaigns").asText()).isEqualTo("UP");
        assertThat(details.path("adhese-auth:sandbox/campaigns.data")
                        .path("token.state")
                        .asText())
                .isEqualTo("FRESH");
        assertThat(http.getForEntity("/actuator/health/readiness", String.class).getBody())
                .contains("adhese-auth:sandbox/campaigns");
        assertThat(http.getForEntity("/actuator/health/liveness", String.class).getBody())
                .contains("UP")
                .doesNotContain("adhese-auth");
    }

    @Test
    void metricsShowTheTokens() {
        JsonNode requests = http.getForObject(
                "/actuator/metrics/camel.adhese.auth.token.requests?tag=outcome:success", JsonNode.class);

        assertThat(requests.at("/measurements/0/statistic").asText()).isEqualTo("COUNT");
        assertThat(requests.at("/measurements/0/value").asInt()).isEqualTo(1);
        assertThat(http.getForObject("/actuator/prometheus", String.class))
                .containsPattern(
                        "camel_adhese_auth_token_expiry_seconds\\{account=\"sandbox/campaigns\".*} 2\\d\\d\\.");
    }

    @Test
    void listenersThatAreBeansAreTold() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !told.fetched.isEmpty());
        assertThat(told.fetched.get(0).account().name()).isEqualTo("sandbox/campaigns");
    }

    /** But for a dump of the memory, which holds everything by its nature. */
    @Test
    void noPageShowsASecretOrAToken() {
        template.requestBody("direct:campaigns", null, String.class);
        JsonNode links = http.getForObject("/actuator", JsonNode.class).path("_links");

        List<String> pages = StreamSupport.stream(links.spliterator(), false)
                .filter(link -> !link.path("templated").asBoolean())
                .map(link -> link.path("href").asText())
                .filter(url -> !url.endsWith("/heapdump"))
                .toList();
        assertThat(pages).hasSizeGreaterThan(12).anyMatch(url -> url.endsWith("/env"));
        for (String url : pages) {
            assertShowsNothing(url);
        }
        assertShowsNothing("/actuator/env/camel.component.adhese-auth.client-secret");
        assertThat(http.getForObject("/actuator/env", String.class))
                .contains("camel.component.adhese-auth.client-secret\":{\"value\":\"******\"");
    }

    private void assertShowsNothing(String url) {
        assertThat(http.getForObject(url, String.class))
                .as(url)
                .isNotEmpty()
                .doesNotContain(SANDBOX.secret())
                .doesNotContain(SANDBOX.tokens());
    }
}
