package io.github.cameladhese.auth.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Page;
import io.github.cameladhese.auth.testkit.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/kamelets.md says is so. */
class KameletPageTest {

    private static final String API = "https://api.adhese.org";
    private static final String FILE = "/etc/camel/adhese/client-secret";

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeTokenServer api = new FakeTokenServer().answer(FakeTokenServer.json(200, "[]"));

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theRoutesSendTheToken(int number, @TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("client-secret"), "of-the-file");
        List<String> routesShown = new Page("docs/kamelets.md").blocks("yaml");
        String route = routesShown.get(number).replace(FILE, secret.toString()).replace(API, api.url());
        try (Routes routes = new Routes(server)) {
            routes.context()
                    .getPropertiesComponent()
                    .addInitialProperty("camel.kamelet.adhese-campaigns-source.apiUrl", api.url());
            routes.start("yaml", route);
            await().until(() -> api.requestCount() > 0);
        }
        assertThat(api.requests().get(0).getUrl()).startsWith("/campaigns");
        assertThat(api.requests().get(0).getHeader("Authorization")).isEqualTo("Bearer token-1");
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.getBodyAsString())
                .contains("client_id=my-company-integration&client_secret=of-the-file&"));
    }

    @Test
    void whatLooksAtPropertiesIsThatOfTheKamelets() throws Exception {
        String shown = new Page("docs/kamelets.md").blocks("yaml").get(2);
        for (KameletFile kamelet : KameletFile.all()) {
            JsonNode example = new YAMLMapper().readTree(shown).path("template");
            assertThat(kamelet.template().at("/beans/0/name")).isEqualTo(example.at("/beans/0/name"));
            assertThat(kamelet.template().at("/beans/0/type")).isEqualTo(example.at("/beans/0/type"));
            assertThat(kamelet.template().at("/from/steps/0")).isEqualTo(example.at("/from/steps/0"));
        }
    }

    @Test
    void aMistypedPropertyIsReportedAsThePageSays() throws Exception {
        String message = new Page("docs/kamelets.md").blocks("text").get(0).strip();
        try (Routes routes = new Routes(server)) {
            assertThatThrownBy(() -> routes.startWith("kamelet:adhese-auth-action?realm=customer-name&scpoe=ratecard"))
                    .hasRootCauseMessage(message);
        }
    }

    @Test
    void theDefaultsAreThoseOfTheKamelet() throws Exception {
        Map<String, String> told = new TreeMap<>();
        Pattern.compile("(?m)^\\| `([^|]*)` \\| `([^|]*)` \\|")
                .matcher(Files.readString(Path.of("../docs/kamelets.md")))
                .results()
                .forEach(row -> {
                    String[] names = row.group(1).split("`, `", -1);
                    String[] values = row.group(2).split("`, `", -1);
                    for (int i = 0; i < names.length; i++) {
                        told.put(names[i], values[i]);
                    }
                });
        Map<String, String> real = new TreeMap<>();
        KameletFile.of("adhese-campaigns-source").properties().properties().forEach(property -> {
            if (property.getValue().has("default")) {
                real.put(property.getKey(), property.getValue().path("default").asText());
            }
        });
        assertThat(told).isEqualTo(real);
    }
}
