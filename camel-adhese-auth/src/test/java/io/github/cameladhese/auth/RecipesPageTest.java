package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Page;
import io.github.cameladhese.auth.testkit.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/recipes.md says is so. */
class RecipesPageTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi();
    private final Routes routes = new Routes(server);

    @BeforeEach
    void start() throws Exception {
        routes.start(new RecipeRoutes(api.url().replaceFirst("/campaigns$", "")));
    }

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    @Test
    void everyJavaBlockStandsInTheRoutesOfThisTest() throws Exception {
        String source = Page.unspaced(
                source("RecipeRoutes").replace("api + \"", "\"https://api.adhese.org") + source("VaultRecipes"));
        assertThat(page().blocks("java"))
                .filteredOn(block -> !block.contains("KeyStoreParameters")) // OwnAuthorityTest runs that
                .hasSize(5)
                .allSatisfy(block -> assertThat(source).contains(Page.unspaced(block)));
    }

    @Test
    void theSecretOfTheDeploymentIsTheFileOfTheProperties() throws Exception {
        JsonNode pod = new YAMLMapper().readTree(page().blocks("yaml").get(0)).at("/spec/template/spec");
        JsonNode mount = pod.at("/containers/0/volumeMounts/0");
        assertThat(mount.has("subPath")).isFalse();
        assertThat(mount.path("name")).isEqualTo(pod.at("/volumes/0/name"));
        assertThat(pod.at("/volumes/0/secret/secretName").asText()).isEqualTo("adhese");
        assertThat(page().blocks("properties").get(0))
                .contains("client-secret-file = " + mount.path("mountPath").asText() + "/client-secret\n")
                .contains("{{env:" + pod.at("/containers/0/env/0/name").asText() + "}}");
    }

    @Test
    void eachPartOfASplitHasTheToken() {
        send("direct:split", "1,2,3");
        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void eachTurnOfALoopHasTheToken() {
        assertThat(routes.sendWith("direct:loop", "pages", 2).getException()).isNull();
        assertThat(api.requests())
                .extracting(request -> request.getUrl())
                .containsExactly("/campaigns?page=0", "/campaigns?page=1");
        assertThat(api.tokens()).containsExactly("token-1", "token-1");
    }

    @Test
    void theTokenGoesUnderAnotherName() throws Exception {
        MockEndpoint other = routes.context().getEndpoint("mock:other-host", MockEndpoint.class);
        other.expectedHeaderReceived("X-Token", "token-1");
        Exchange sent = send("direct:another-header", null);
        other.assertIsSatisfied();
        assertThat(other.getExchanges().get(0).getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(sent.getMessage().getHeaders()).doesNotContainKeys("Authorization", "X-Token");
    }

    @Test
    void thePropertiesAreThoseOfTheComponent() throws Exception {
        assertThat(page().blocks("properties")).hasSize(3);
        Main main = new Main();
        main.bind("ssl", new SSLContextParameters());
        for (String block : page().blocks("properties")) {
            for (Map.Entry<String, String> entry : Page.entries(block).entrySet()) {
                main.addInitialProperty(entry.getKey(), entry.getValue().replaceFirst("\\{\\{env:.*}}", "id"));
            }
        }
        main.start();
        try {
            AdheseAuthConfiguration options = main.getCamelContext()
                    .getComponent("adhese-auth", AdheseAuthComponent.class)
                    .getConfiguration();
            assertThat(options.getClientSecretFile()).isEqualTo("/run/secrets/adhese/client-secret");
            assertThat(options.getProxyPort()).isEqualTo(3128);
            assertThat(options.getSslContextParameters()).isNotNull();
            assertThat(options.getPrefetch()).isEqualTo(Prefetch.required);
            assertThat(options.getRequiredPermissions()).contains("booking:view");
        } finally {
            main.stop();
        }
    }

    private static String source(String type) throws IOException {
        return Files.readString(Path.of("src/test/java/io/github/cameladhese/auth", type + ".java"));
    }

    private Exchange send(String uri, Object body) {
        Exchange sent = routes.context().createProducerTemplate().request(uri, exchange -> exchange.getMessage()
                .setBody(body));
        assertThat(sent.getException()).isNull();
        return sent;
    }

    private static Page page() throws Exception {
        return new Page("docs/recipes.md");
    }
}
