package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.testkit.ManyTokensServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts as properties, bound by a real camel-main. */
class AccountOptionsTest {

    private static final String PREFIX = "camel.component.adhese-auth.";

    private final ManyTokensServer server = new ManyTokensServer();
    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
        server.close();
    }

    @Test
    void realmsOfAnySpellingHaveAccountsOfTheirOwn(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "file-secret\n");
        set("accounts[acme].client-id", "acme-id");
        set("accounts[acme].client-secret", "acme-secret");
        set("accounts[Acme-EU.north_1].clientId", "eu-id");
        set("accounts[Acme-EU.north_1].clientSecretFile", file.toString());
        main.addInitialProperty("the.id", "placed-id");
        main.addInitialProperty("the.secret", "placed-secret");
        set("accounts[placed].client-id", "{{the.id}}");
        set("accounts[placed].client-secret", "{{env:ADHESE_NO_SUCH_VARIABLE:{{the.secret}}}}");
        start();

        assertThat(send("acme")).isEqualTo("Bearer acme/acme-id/1");
        assertThat(send("Acme-EU.north_1")).isEqualTo("Bearer Acme-EU.north_1/eu-id/1");
        assertThat(send("placed")).isEqualTo("Bearer placed/placed-id/1");
        assertThat(server.clients("acme")).containsExactly("acme-id:acme-secret");
        assertThat(server.clients("Acme-EU.north_1")).containsExactly("eu-id:file-secret");
        assertThat(server.clients("placed")).containsExactly("placed-id:placed-secret");
    }

    @Test
    void everyOptionOfAnAccountCanBeSetAndWhatIsNotSetIsTheComponents() throws Exception {
        SSLContextParameters tls = new SSLContextParameters();
        main.bind("tls", tls);
        set("client-id", "shared-id");
        set("accounts[acme].client-secret", "secret");
        set("accounts[acme].client-authentication", "basic");
        set("accounts[acme].region", "cus");
        set("accounts[acme].auth-server-url", "https://{region}.example");
        set("accounts[acme].scope", "ratecard");
        set("accounts[acme].ssl-context-parameters", "#bean:tls");
        set("accounts[acme].proxy-host", "proxy.example");
        set("accounts[acme].proxy-port", "3128");
        set("accounts[plain].client-secret", "other");
        start();

        AdheseAuthConfiguration acme = options("adhese-auth:acme");
        assertThat(acme.getClientId()).isEqualTo("shared-id");
        assertThat(acme.getClientSecret()).isEqualTo("secret");
        assertThat(acme.getClientAuthentication()).isEqualTo(ClientAuthentication.basic);
        assertThat(acme.getRegion()).isEqualTo("cus");
        assertThat(acme.getAuthServerUrl()).isEqualTo("https://{region}.example");
        assertThat(acme.getScope()).isEqualTo("ratecard");
        assertThat(acme.getSslContextParameters()).isSameAs(tls);
        assertThat(acme.getProxyHost()).isEqualTo("proxy.example");
        assertThat(acme.getProxyPort()).isEqualTo(3128);
        assertThat(options("adhese-auth:acme?scope=adhese-api").getScope()).isEqualTo("adhese-api");

        AdheseAuthConfiguration plain = options("adhese-auth:plain");
        assertThat(plain)
                .usingRecursiveComparison()
                .ignoringFields("realm", "clientSecret")
                .isEqualTo(component().getConfiguration());
    }

    @Test
    void theConfigurerKnowsEveryOptionOfAnAccount() {
        assertThat(AdheseAuthAccountConfigurer.names())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AdheseAuthAccount.class.getMethods())
                        .filter(method -> method.getName().startsWith("set"))
                        .map(method -> Character.toLowerCase(method.getName().charAt(3))
                                + method.getName().substring(4))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts[acme].client-secrett | accounts[acme]: There is no option 'clientSecrett'. Did you mean clientSecret?",
                "accounts[acme].scopes | accounts[acme]: There is no option 'scopes'. Did you mean scope?",
                "accounts[acme].xyz | The options are: authServerUrl, clientAuthentication, ",
                "accounts[acme].client-authentication | accounts[acme] has values of the wrong type for [clientAuthentication]",
                "accounts[acme].proxy-port | accounts[acme] has values of the wrong type for [proxyPort]",
                "accounts[acme].region | accounts[acme]: region must be small letters",
                "accounts[acme].auth-server-url | accounts[acme]: authServerUrl does not begin with https://",
                "accounts[acme].client-secret-file | accounts[acme]: clientSecret and clientSecretFile are both set",
                "accounts[other].client-id | accounts[other] has no client secret",
                "accounts[other].client-secret | accounts[other] has no clientId, and neither has the component",
                "accounts[other] | accounts[other] is no account. Set accounts[other].client-id",
                "accounts[a/b].client-secret | accounts[a/b]: ",
            })
    void whatCannotWorkFailsAtStartAndNamesTheAccount(String option, String message) {
        set("accounts[acme].client-id", "acme-id");
        set("accounts[acme].client-secret", "acme-secret");
        set(option, "Hush");
        assertThatThrownBy(this::start)
                .satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(cause).message().doesNotContain("acme-secret");
                        if (!option.endsWith("region")) { // of a value that has the right name, the message may tell
                            assertThat(cause).message().doesNotContain("Hush");
                        }
                    }
                })
                .hasStackTraceContaining(message);
    }

    @Test
    void aSecretFileThatIsMissingConcernsOnlyItsOwnRealm() throws Exception {
        set("client-id", "shared-id");
        set("accounts[acme].client-secret", "acme-secret");
        set("accounts[late].client-secret-file", "no/such/file");
        start();
        assertThat(send("acme")).isEqualTo("Bearer acme/shared-id/1");
        assertThatThrownBy(() -> send("late")).hasStackTraceContaining("cannot be read");
    }

    private void set(String option, String value) {
        main.addInitialProperty(PREFIX + option, value);
    }

    private void start() throws Exception {
        set("auth-server-url", server.url());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // whose log would repeat what is expected
                from("direct:start").toD("adhese-auth:${header.realm}");
            }
        });
        main.start();
    }

    private String send(String realm) {
        Exchange exchange = main.getCamelContext()
                .createProducerTemplate()
                .request("direct:start", sent -> sent.getMessage().setHeader("realm", realm));
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange.getMessage().getHeader("Authorization", String.class);
    }

    private AdheseAuthConfiguration options(String uri) {
        return main.getCamelContext().getEndpoint(uri, AdheseAuthEndpoint.class).getConfiguration();
    }

    private AdheseAuthComponent component() {
        return main.getCamelContext().getComponent("adhese-auth", AdheseAuthComponent.class);
    }
}
