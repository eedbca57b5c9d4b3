package io.github.cameladhese.auth.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.github.cameladhese.auth.AdheseAuthAccount;
import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kamelet {@code adhese-auth-action}, run by camel-kamelet. */
class AdheseAuthActionTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi();
    private final Routes routes = new Routes(server);

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    @Test
    void setsTheHeader() throws Exception {
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
    }

    @Test
    void sharesItsTokenWithTheStepAndWithOthersOfItsKind() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to("kamelet:adhese-auth-action?realm=customer-name")
                        .to(api.url())
                        .to("kamelet:adhese-auth-action?realm=customer-name&region=we&scope=adhese-api")
                        .to(api.url())
                        .to("adhese-auth:customer-name")
                        .to(api.url());
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void itsPropertiesWinOverThoseOfTheComponent() throws Exception {
        routes.options().setScope("adhese-api");
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name&clientId=mine&scope=ratecard"
                + "&authServerUrl=RAW(" + server.url() + "/other)");
        routes.authorization();
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.getUrl()).startsWith("/other/realms/customer-name/");
            assertThat(request.getBodyAsString()).contains("client_id=mine&").contains("&scope=ratecard");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a+b&c=d%e f/g", "with%20escape", "brackets)(", "RAW"})
    void aSecretArrivesAsItIs(String secret) throws Exception {
        routes.context().getPropertiesComponent().addInitialProperty("secret", secret);
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name&clientSecret=RAW({{secret}})");
        routes.authorization();
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.getBodyAsString())
                .contains("&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b", "a&b", "a%20b", "a b"})
    void aClientIdArrivesAsItIs(String id) throws Exception {
        routes.context().getPropertiesComponent().addInitialProperty("id", id);
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name&clientId=RAW({{id}})");
        routes.authorization();
        assertThat(server.requests().get(0).getBodyAsString())
                .contains("client_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "&");
    }

    @Test
    void theSecretMayComeFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client-secret"), "of-the-file\n");
        routes.options().setClientSecret(null);
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name&clientSecretFile=" + file);
        routes.authorization();
        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.getBodyAsString())
                .contains("client_secret=of-the-file&"));
    }

    @Test
    void aMissingPropertyIsNamed() {
        assertThatThrownBy(() -> routes.startWith("kamelet:adhese-auth-action?region=we"))
                .hasStackTraceContaining("the following mandatory parameters must be provided: realm");
    }

    @Test
    void aValueThatCannotBeIsReportedWithTheNameOfItsProperty() {
        assertThatThrownBy(() -> routes.startWith("kamelet:adhese-auth-action?realm=customer-name&region=Europe"))
                .hasStackTraceContaining("region must be small letters");
    }

    @Test
    void theSecretFileOfTheComponentIsUsed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client-secret"), "of-the-file");
        routes.options().setClientSecret(null);
        routes.options().setClientSecretFile(file.toString());
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name");
        routes.authorization();
        assertThat(server.requests().get(0).getBodyAsString()).contains("client_secret=of-the-file&");
    }

    @Test
    void theAccountOfTheRealmIsUsed() throws Exception {
        AdheseAuthAccount account = new AdheseAuthAccount();
        account.setClientId("of-the-customer");
        account.setClientSecret("secret-of-the-customer");
        routes.context()
                .getComponent("adhese-auth", AdheseAuthComponent.class)
                .setAccounts(Map.of("customer", account));
        routes.startWith("kamelet:adhese-auth-action?realm=customer");
        routes.authorization();
        assertThat(server.requests().get(0).getBodyAsString())
                .contains("client_id=of-the-customer&", "client_secret=secret-of-the-customer&");
    }

    @Test
    void aSecretIsMissingIfNobodyHasOne() {
        routes.options().setClientSecret(null);
        assertThatThrownBy(() -> routes.startWith("kamelet:adhese-auth-action?realm=customer-name"))
                .hasStackTraceContaining("clientSecret is missing");
    }

    @Test
    void aPropertyThatTheKameletDoesNotHaveIsNamedWithoutItsValue() {
        assertThatThrownBy(() -> routes.startWith("kamelet:adhese-auth-action?realm=r&clientSecert=MARKER"))
                .hasStackTraceContaining("Kamelet adhese-auth-action: There is no option 'clientSecert'."
                        + " Did you mean clientSecret?")
                .satisfies(e -> assertThat(getStackTrace(e)).doesNotContain("MARKER"));
    }

    /** The addresses of both steps are the same, so that Camel makes one endpoint of them. */
    @Test
    void aSecondRouteIsLookedAtToo() throws Exception {
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name");
        assertThatThrownBy(() -> routes.context().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:second").to("kamelet:adhese-auth-action?realm=customer-name&scpoe=ratecard");
                    }
                }))
                .hasStackTraceContaining("There is no option 'scpoe'. Did you mean scope?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.kamelet.adhese-auth-action.scpoe",
                "camel.component.kamelet.templateProperties[adhese-auth-action].scpoe"
            })
    void aMistypedPropertyOfTheApplicationIsNamed(String property) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.adhese-auth.client-id", "client");
        main.addInitialProperty("camel.component.adhese-auth.client-secret", "secret");
        main.addInitialProperty(property, "ratecard");
        main.configure().addLambdaRouteBuilder(builder -> builder.from("direct:start")
                .to("kamelet:adhese-auth-action?realm=customer-name"));
        assertThatThrownBy(main::start).hasStackTraceContaining("There is no option 'scpoe'. Did you mean scope?");
        main.stop();
    }

    @Test
    void whatCamelKTakesIsNoMistake() throws Exception {
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name&kameletNamespace=kamelets&kameletVersion=v1");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
    }

    /** As Camel has what comes from variables. */
    @Test
    void aVariableOfAnyRouteIsNoMistake() throws Exception {
        routes.startWith("kamelet:adhese-auth-action?realm=customer-name&CLIENT_ID=mine&REPORT_SCOPE=ratecard");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThatThrownBy(() -> routes.context().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:second").to("kamelet:adhese-auth-action?realm=customer-name&SCPOE=ratecard");
                    }
                }))
                .hasStackTraceContaining("There is no option 'SCPOE'. Did you mean scope?");
    }

    /** {@code camel.kamelet.<name>.<route>.<property>} comes as {@code <route>.<property>} to every route, too. */
    @Test
    void whatIsSetForOneRouteIsGoodForAll() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("camel.kamelet.adhese-auth-action.report.scope", "ratecard");
        routes.context().getPropertiesComponent().setInitialProperties(properties);
        routes.startWith("kamelet:adhese-auth-action/report?realm=customer-name");
        routes.authorization();
        assertThat(server.requests().get(0).getBodyAsString()).contains("&scope=ratecard");
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:second").to("kamelet:adhese-auth-action?realm=customer-name");
            }
        });
    }
}
