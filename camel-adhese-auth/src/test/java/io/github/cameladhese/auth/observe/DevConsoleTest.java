package io.github.cameladhese.auth.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console {@code adhese-auth}, found in the jar, with the accounts of both components. */
class DevConsoleTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final Routes routes = new Routes(server);

    @BeforeEach
    void configureTheOtherComponent() {
        Vendor.setServer(Vendor.ADULLAM.options(routes.context()), server.url());
        Vendor.ADULLAM.options(routes.context()).setClientId("my-shop");
        Vendor.ADULLAM.options(routes.context()).setClientSecret("test-secret-not-real");
        routes.context().setDevConsole(true);
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void itListsTheAccountsOfBothComponents() throws Exception {
        startBoth();
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(401, "invalid_client", "no"));
        routes.send("direct:other");

        List<?> accounts = (List<?>) json().get("accounts");
        assertThat(accounts).hasSize(2);
        assertThat(accounts.get(0))
                .asInstanceOf(map(String.class, Object.class))
                .containsEntry("component", "adhese-auth")
                .containsEntry("realm", "customer-name")
                .containsEntry("clientId", Routes.CLIENT_ID)
                .containsEntry("state", "FRESH")
                .containsEntry("secondsToExpiry", 300L)
                .containsKey("secondsToRefresh")
                .containsEntry("issued", 1L)
                .containsEntry("scopes", List.of("adhese-api"))
                .doesNotContainKey("lastFailure");
        assertThat(accounts.get(1))
                .asInstanceOf(map(String.class, Object.class))
                .containsEntry("component", "adullam-auth")
                .containsEntry("state", "FAILED")
                .containsEntry("lastFailureKind", "credentials_rejected")
                .containsEntry("failuresInARow", 1L)
                .containsKey("nextAttempt");
        assertThat(Jsoner.serialize(json())).contains("\"realm\":\"customer-name\"");

        assertThat(text()).contains("realm: customer-name", "state: FRESH", "lastFailure: No token for account");
    }

    @Test
    void itSaysThatThereIsNothingYet() throws Exception {
        routes.context().start();
        assertThat(text()).isEqualTo("No account was used yet.\n");
        assertThat(json()).containsEntry("accounts", List.of());
    }

    private void startBoth() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(Vendor.ADHESE.step());
                from("direct:other").to(Vendor.ADULLAM.step());
            }
        });
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> json() {
        return (Map<String, Object>) console().call(DevConsole.MediaType.JSON);
    }

    private String text() {
        return (String) console().call(DevConsole.MediaType.TEXT);
    }

    private DevConsole console() {
        return routes.context()
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .getConsole("adhese-auth")
                .orElseThrow();
    }
}
