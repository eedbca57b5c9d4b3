package io.github.cameladhese.auth;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Page;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.token.TokenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.support.processor.PredicateValidationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says is so. */
class ReadmeTest {

    private static final String API = "https://api.adhese.org";

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeTokenServer api = new FakeTokenServer();

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void theRouteInAnotherDslSendsTheToken(String language) throws Exception {
        String route = blocks(language).stream()
                .filter(block -> block.contains("adhese-auth:"))
                .findFirst()
                .orElseThrow()
                .replace(API, api.url());
        try (Routes routes = new Routes(server)) {
            routes.start(language, route);
            assertSendsTheToken(routes, "direct:report");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void thePolicyInAnotherDslRenewsTheToken(String language) throws Exception {
        String route = blocks(language).stream()
                .filter(block -> block.contains("AdheseAuthPolicy"))
                .findFirst()
                .orElseThrow();
        try (FakeApi rejecting = new FakeApi().revoke("token-1");
                Routes routes = new Routes(server)) {
            routes.start(language, route.replace(API, rejecting.url()));
            Exchange exchange = routes.send("direct:campaigns");
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
            assertThat(rejecting.tokens()).containsExactly("token-1", "token-2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:report", "direct:bean", "direct:campaigns"})
    void theJavaRoutesRenewATokenThatAnApiRejects(String uri) throws Exception {
        try (FakeApi rejecting = new FakeApi().revoke("token-1");
                Routes routes = new Routes(server)) {
            routes.start(new ReadmeRoutes(rejecting.url()));
            assertThat(routes.send(uri).getException()).isNull();
            assertThat(rejecting.tokens()).containsExactly("token-1", "token-2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:report", "direct:bean", "direct:forward", "direct:campaigns"})
    void theJavaRoutesSendTheToken(String uri) throws Exception {
        try (Routes routes = new Routes(server)) {
            routes.start(new ReadmeRoutes(api.url()));
            Exchange exchange = assertSendsTheToken(routes, uri);
            assertThat(exchange.getMessage().getHeader("Authorization") == null)
                    .isEqualTo(uri.equals("direct:forward") || uri.equals("direct:campaigns"));
        }
    }

    @Test
    void everyJavaBlockStandsInTheRoutesOfThisTest() throws Exception {
        String source =
                Page.unspaced(Files.readString(Path.of("src/test/java/io/github/cameladhese/auth/ReadmeRoutes.java"))
                        .replace("api + \"", "\"" + API));
        assertThat(blocks("java")).hasSize(7).allSatisfy(block -> assertThat(source)
                .contains(Page.unspaced(block)));
    }

    @Test
    void aFailureIsHandledAndItsMessageIsTheOneShown() throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client or Invalid client credentials"));
        try (Routes routes = new Routes(server)) {
            routes.start(new ReadmeRoutes(api.url()));
            Exchange exchange = routes.send("direct:report");
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("told");
            TokenException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, TokenException.class);
            assertThat(blocks("text"))
                    .contains(failure.getMessage().replace(server.url(), "https://auth.we.adhese.org") + "\n");
        }
    }

    @Test
    void thePropertiesConfigureTheComponent(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "from-a-file");
        Main main = new Main();
        Page.entries(blocks("properties").get(0))
                .forEach((key, value) -> main.addInitialProperty(
                        key,
                        value.replace("{{env:ADHESE_CLIENT_ID}}", "id")
                                .replace("{{env:ADHESE_CLIENT_SECRET_FILE}}", secret.toString())));
        main.addInitialProperty("camel.component.adhese-auth.auth-server-url", server.url());
        main.configure().addRoutesBuilder(new ReadmeRoutes(api.url()));
        main.start();
        try {
            main.getCamelContext().createProducerTemplate().request("direct:report", exchange -> {});
            assertThat(server.requests().get(0).getBodyAsString()).contains("client_id=id&client_secret=from-a-file&");
        } finally {
            main.stop();
        }
    }

    @Test
    void theRouteForManyCustomersUsesTheAccountOfTheRealm(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "of-the-customer");
        Main main = new Main();
        Page.entries(blocks("properties").get(1))
                .forEach((key, value) -> main.addInitialProperty(
                        key,
                        value.replace("{{env:ADHESE_CLIENT_ID}}", "id")
                                .replace("/run/secrets/customer-name", secret.toString())));
        main.addInitialProperty("camel.component.adhese-auth.auth-server-url", server.url());
        main.configure().addRoutesBuilder(new ReadmeRoutes(api.url()));
        main.start();
        try {
            var template = main.getCamelContext().createProducerTemplate();
            template.sendBodyAndHeader("direct:customer", "", "realm", "customer-name");
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.getBodyAsString())
                    .contains("client_id=id&client_secret=of-the-customer&"));
            Exchange evil = template.request("direct:customer", exchange -> exchange.getMessage()
                    .setHeader("realm", "customer-name?authServerUrl=https://evil.example"));
            assertThat(evil.getException()).isInstanceOf(PredicateValidationException.class);
        } finally {
            main.stop();
        }
    }

    @Test
    void tenThousandExchangesInTenMinutesMakeFiveRequestsAtMost() throws Exception {
        try (Routes routes = new Routes(server)) {
            routes.startWith("adhese-auth:customer-name");
            var template = routes.context().createProducerTemplate();
            for (int i = 0; i < 10_000; i++) {
                assertThat(template.request("direct:start", exchange -> {}).getException())
                        .isNull();
                routes.clock().advance(ofMillis(60)); // 10,000 times: ten minutes
            }
        }
        assertThat(server.requestCount()).isBetween(3, 5);
    }

    private Exchange assertSendsTheToken(Routes routes, String uri) {
        Exchange exchange = routes.send(uri);
        assertThat(exchange.getException()).isNull();
        assertThat(api.requests()).singleElement().satisfies(request -> {
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer token-1");
            assertThat(request.getUrl()).isEqualTo("/campaigns");
        });
        return exchange;
    }

    private static List<String> blocks(String language) throws Exception {
        return new Page("README.md").blocks(language);
    }
}
