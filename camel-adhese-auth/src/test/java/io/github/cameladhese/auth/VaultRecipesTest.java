package io.github.cameladhese.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.FakeVault;
import java.net.URLEncoder;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that are in a vault, by an account resolver and by a placeholder, and who sees them. */
class VaultRecipesTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeVault fake = new FakeVault();
    private final VaultClient vault = new VaultClient(fake.url(), FakeVault.TOKEN);
    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
        fake.close();
        server.close();
    }

    @Test
    void eachRealmHasTheSecretThatTheVaultHasForIt() throws Exception {
        fake.put("adhese/acme", "acme-id", "acme-secret").put("adhese/globex", "globex-id", "globex-secret");
        VaultRecipes.accounts(main, vault);
        start();

        assertThat(authorization("acme")).isEqualTo("Bearer token-1");
        assertThat(authorization("globex")).isEqualTo("Bearer token-2");
        assertThat(authorization("acme")).isEqualTo("Bearer token-1");

        assertThat(server.requests())
                .extracting(request -> request.getUrl().split("/", -1)[2] + " " + request.getBodyAsString())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("acme ").contains("=acme-id", "=acme-secret"),
                        second -> assertThat(second).startsWith("globex ").contains("=globex-id", "=globex-secret"));
        assertThat(fake.requestCount()).isEqualTo(2); // a read for each endpoint, not for each exchange
    }

    @Test
    void aRealmThatTheVaultDoesNotKnowSendsNothing() throws Exception {
        fake.put("adhese/acme", "acme-id", "acme-secret");
        VaultRecipes.accounts(main, vault);
        start();

        assertThat(send("another").getException()).hasStackTraceContaining("There is no account for realm 'another'");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void aRealmThatTheVaultDoesNotKnowIsSentTheComponentsOwnSecretIfItHasOne() throws Exception {
        main.addInitialProperty("camel.component.adhese-auth.client-id", "own-id");
        main.addInitialProperty("camel.component.adhese-auth.client-secret", "own-secret");
        VaultRecipes.accounts(main, vault);
        start();

        assertThat(authorization("another")).isEqualTo("Bearer token-1");
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.getUrl()).contains("/another/");
            assertThat(request.getBodyAsString()).contains("=own-id", "=own-secret");
        });
    }

    @Test
    void anAnswerWithoutASecretIsNoSecret() throws Exception {
        fake.answer("adhese/acme", "{\"data\":{\"data\":null}}");
        VaultRecipes.accounts(main, vault);
        start();

        assertThat(send("acme").getException())
                .hasRootCauseMessage("No secret adhese/acme from the vault: HTTP 200 without an object at data.data");
        assertThat(server.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"client-secret\":null", ",\"client-secret\":7"})
    void aFieldThatIsNoTextIsNoSecret(String secret) throws Exception {
        fake.answer("adhese/acme", "{\"data\":{\"data\":{\"client-id\":\"acme-id\"" + secret + "}}}");
        VaultRecipes.accounts(main, vault);
        start();

        assertThat(send("acme").getException()).hasRootCauseMessage("The vault's secret has no text in client-secret");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void aVaultThatIsSealedKeepsARouteWithAFixedRealmFromStarting() {
        fake.seal();
        VaultRecipes.accounts(main, vault);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:fixed").to("adhese-auth:acme");
            }
        });
        assertThatThrownBy(this::start).hasRootCauseMessage("No secret adhese/acme from the vault: HTTP 503");
    }

    @Test
    void aVaultThatIsSealedFailsTheExchangeAndIsAskedAgainWithTheNext() throws Exception {
        fake.seal();
        VaultRecipes.accounts(main, vault);
        start();
        assertThat(send("acme").getException()).hasRootCauseMessage("No secret adhese/acme from the vault: HTTP 503");

        fake.open().put("adhese/acme", "acme-id", "acme-secret");
        assertThat(authorization("acme")).isEqualTo("Bearer token-1");
    }

    @Test
    void aPlaceholderIsTheSecretThatTheVaultHas() throws Exception {
        fake.put("adhese", "my-id", MarkerRun.SECRET);
        startWithPlaceholder();

        assertThat(authorization("customer-name")).isEqualTo("Bearer token-1");
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.getBodyAsString())
                .contains("=my-id", URLEncoder.encode(MarkerRun.SECRET, UTF_8)));
    }

    @Test
    void nobodyLogsTheSecretOfAnAccount() throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            fake.put("adhese/acme", "acme-id", MarkerRun.SECRET);
            VaultRecipes.accounts(main, vault);
            start();
            assertThat(authorization("acme")).isEqualTo("Bearer token-1");
            assertThat(logs.lines(logger -> true)).hasSizeGreaterThan(1_000); // TRACE was really on
            assertThat(MarkerRun.leaks(logs, logger -> false)).isEmpty();
        }
    }

    @Test
    void camelLogsWhatAPlaceholderStandsForAtDebug() throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            fake.put("adhese", "my-id", MarkerRun.SECRET);
            startWithPlaceholder();
            assertThat(authorization("customer-name")).isEqualTo("Bearer token-1");
            List<String> leaks = MarkerRun.leaks(logs, logger -> false);
            assertThat(leaks)
                    .anySatisfy(line -> assertThat(line).contains(" DEBUG "))
                    .allSatisfy(line -> assertThat(line).matches("(?s)org\\.apache\\.camel\\.\\S+ (DEBUG|TRACE) .*"));
            assertThat(MarkerRun.leaks(logs, MarkerRun.PROPERTIES_OF_CAMEL)).isEmpty();
        }
    }

    private void startWithPlaceholder() throws Exception {
        VaultRecipes.placeholder(main, vault);
        main.addInitialProperty("camel.component.adhese-auth.client-id", "{{vault:adhese#client-id}}");
        main.addInitialProperty("camel.component.adhese-auth.client-secret", "{{vault:adhese#client-secret}}");
        start();
    }

    private void start() throws Exception {
        main.addInitialProperty("camel.component.adhese-auth.auth-server-url", server.url());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:customer").toD("adhese-auth:${header.realm}");
            }
        });
        main.start();
    }

    private String authorization(String realm) {
        Exchange sent = send(realm);
        assertThat(sent.getException()).isNull();
        return sent.getMessage().getHeader(AdheseAuthConstants.AUTHORIZATION, String.class);
    }

    private Exchange send(String realm) {
        return main.getCamelContext()
                .createProducerTemplate()
                .request("direct:customer", exchange -> exchange.getMessage().setHeader("realm", realm));
    }
}
