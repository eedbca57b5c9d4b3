package io.github.cameladhese.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.examples.quarkus.sandbox.Sandbox;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes in Quarkus with a token server and an API that are fine. */
@QuarkusTest
@TestProfile(Observed.class)
class CampaignsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TOKEN = "camel_adhese_auth_token_";

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @Inject
    TokenRequests requests;

    @TestHTTPResource
    URI url;

    @Inject
    OwnSandbox own;

    private Sandbox sandbox;
    private Pages pages;

    @BeforeEach
    void oneRun() {
        sandbox = own.sandbox();
        pages = new Pages(url);
        assertThat(template.requestBody("direct:campaigns", null, String.class)).contains("Spring sale");
    }

    @Test
    void theApiGetsTheSameTokenEachTime() {
        int before = sandbox.authorizations().size();
        for (int i = 0; i < 100; i++) {
            template.requestBody("direct:campaigns", null, String.class);
        }

        assertThat(sandbox.authorizations()).hasSizeGreaterThanOrEqualTo(before + 100);
        assertThat(sandbox.issued()).hasSize(1);
        assertThat(sandbox.authorizations())
                .containsOnly("Bearer " + sandbox.issued().iterator().next());
    }

    @Test
    void theTokenLeavesNoRoute() {
        assertThat(template.request("direct:campaigns", exchange -> {})
                        .getMessage()
                        .getHeaders())
                .doesNotContainKey("Authorization");
    }

    @Test
    void aBeanThatListensIsTold() {
        await().atMost(LONG).until(() -> requests.count() == 1);
    }

    @Test
    void theMetersAreOnQuarkusPage() {
        String labels = "account=\"sandbox/etl\",camelContext=\"" + context.getName() + "\",component=\"adhese-auth\"";
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        pages.sample(TOKEN + "requests_seconds_count{" + labels + ",outcome=\"success\"}"))
                .isEqualTo(1));
        assertThat(pages.sample(TOKEN + "expiry_seconds{" + labels)).isBetween(200.0, 300.0);
    }

    @Test
    void theAccountsCheckIsOnQuarkusPage() {
        assertThat(pages.get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(pages.get("/q/health/ready").body()).contains("\"adhese-auth:sandbox/etl\": \"UP\"");
    }

    @Test
    void theComponentIsFoundByItsIndexAndIsNoExtension() throws Exception {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        String home = AdheseAuthComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(Collections.list(application.getResources("META-INF/jandex.idx")))
                .anyMatch(index -> index.getPath().contains(home));
        assertThat(Collections.list(application.getResources("META-INF/quarkus-extension.properties")))
                .noneMatch(extension -> extension.getPath().contains(home));
        assertThat(context.getComponentNames()).contains("adhese-auth");
    }

    @Test
    void aMistypedOptionIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> context.getEndpoint("adhese-auth:sandbox?requiredPermision=campaign:view"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("requiredPermision")
                .hasMessageContaining("Did you mean requiredPermissions?");
    }

    @Test
    void neitherSecretNorTokenIsLoggedOrServed() throws Exception {
        await().atMost(LONG)
                .until(() -> Files.readString(Path.of(Observed.LOG_FILE)).contains("Fetched token"));
        List<String> shown = new ArrayList<>(pages.all());
        shown.add(Files.readString(Path.of(Observed.LOG_FILE)));

        assertThat(sandbox.issued()).isNotEmpty();
        assertThat(shown).allSatisfy(text -> assertThat(text)
                .isNotEmpty()
                .doesNotContain(sandbox.issued())
                .doesNotContain(sandbox.properties().get("camel.component.adhese-auth.client-secret")));
    }
}
