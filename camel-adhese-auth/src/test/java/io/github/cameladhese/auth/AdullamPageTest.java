package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameladhese.auth.testkit.CodeRoutes;
import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/adullam-auth.md says is so. */
class AdullamPageTest {

    private static final String API = "https://api.adullam.dev";

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi();

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void everyJavaBlockStandsInTheRoutesOfThisTest() throws Exception {
        String source = Page.unspaced(
                Files.readString(Path.of("src/test/java/io/github/cameladhese/auth/AdullamPageRoutes.java"))
                        .replace("api + \"", "\"" + API));
        assertThat(page().blocks("java")).hasSize(2).allSatisfy(block -> assertThat(source)
                .contains(Page.unspaced(block.replaceAll(" +// .*", ""))));
    }

    @Test
    void thePropertiesAndTheRoutesSendTheToken(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "from-a-file");
        Main main = new Main();
        Page.entries(page().blocks("properties").get(0))
                .forEach((key, value) -> main.addInitialProperty(
                        key,
                        value.replace("{{env:ADULLAM_CLIENT_ID}}", "id")
                                .replace("{{env:ADULLAM_CLIENT_SECRET_FILE}}", secret.toString())));
        main.addInitialProperty("camel.component.adullam-auth.base-url", server.url());
        main.configure().addRoutesBuilder(new AdullamPageRoutes(api.url().replaceFirst("/campaigns$", "")));
        main.start();
        try {
            var template = main.getCamelContext().createProducerTemplate();
            assertThat(template.request("direct:payments", exchange -> {}).getException())
                    .isNull();
            Exchange callback = template.request("direct:callback", exchange -> exchange.getMessage()
                    .setHeaders(new HashMap<>(Map.of(
                            "code",
                            "code-1",
                            "Cookie",
                            "session=1",
                            Exchange.HTTP_PATH,
                            "/callback",
                            Exchange.HTTP_URI,
                            "/callback?code=code-1",
                            Exchange.HTTP_QUERY,
                            "code=code-1"))));
            assertThat(callback.getException()).isNull();
            assertThat(callback.getMessage().getHeaders()).doesNotContainKeys("Authorization", "code");
            assertThat(api.tokens()).containsExactly("token-1", "token-2");
            assertThat(api.requests())
                    .extracting(LoggedRequest::getUrl)
                    .containsExactly("/v1/payments?limit=100", "/v1/payments");
            assertThat(api.requests()).allSatisfy(request -> assertThat(request.getHeader("Cookie"))
                    .isNull());
            assertThat(server.requests())
                    .extracting(request -> request.getBodyAsString())
                    .containsExactly(
                            "{\"grant_type\":\"client_credentials\",\"client_id\":\"id\","
                                    + "\"client_secret\":\"from-a-file\"}",
                            "{\"grant_type\":\"authorization_code\",\"client_id\":\"id\","
                                    + "\"client_secret\":\"from-a-file\",\"code\":\"code-1\","
                                    + "\"redirect_uri\":\"https://example.com/callback\"}");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.getUrl()).isEqualTo("/v1/oauth/token"));
        } finally {
            main.stop();
        }
    }

    @Test
    void theRouteInYamlSendsTheToken() throws Exception {
        String route = page().blocks("yaml").get(0).replace(API, api.url().replaceFirst("/campaigns$", ""));
        try (CodeRoutes routes = new CodeRoutes(server)) {
            PluginHelper.getRoutesLoader(routes.context()).loadRoutes(ResourceHelper.fromString("route.yaml", route));
            routes.context().start();
            assertThat(routes.sendCode("direct:payments", "").getException()).isNull();
            assertThat(api.tokens()).containsExactly("token-1");
        }
    }

    @Test
    void aMissingTokenPathExplainsItself() throws Exception {
        server.answer(FakeTokenServer.json(404, "{\"message\":\"Not Found\"}"));
        try (CodeRoutes routes = new CodeRoutes(server)) {
            routes.startWith("adullam-auth:my-shop");
            assertThat(routes.sendCode("direct:start", "").getException())
                    .hasMessageContaining("Check baseUrl and tokenPath: there is no such token endpoint.")
                    .hasMessageContaining("POST /v1/auth/token")
                    .hasMessageContaining("set tokenPath");
        }
    }

    private static Page page() throws Exception {
        return new Page("docs/adullam-auth.md");
    }
}
