package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.TenantTokens;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.testkit.VendorRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts as properties, bound by a real camel-main. */
class AccountOptionsTest {

    private final TenantTokens tokens = new TenantTokens();
    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
        tokens.close();
    }

    @ParameterizedTest
    @EnumSource
    void realmsOfAnySpellingHaveAccountsOfTheirOwn(Vendor vendor, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "file-secret\n");
        set(vendor, "accounts[acme].client-id", "acme-id");
        set(vendor, "accounts[acme].client-secret", "acme-secret");
        set(vendor, "accounts[Acme-EU.north_1].clientId", "eu-id");
        set(vendor, "accounts[Acme-EU.north_1].clientSecretFile", file.toString());
        main.addInitialProperty("the.id", "placed-id");
        main.addInitialProperty("the.secret", "placed-secret");
        set(vendor, "accounts[placed].client-id", "{{the.id}}");
        set(vendor, "accounts[placed].client-secret", "{{env:ADHESE_NO_SUCH_VARIABLE:{{the.secret}}}}");
        start(vendor);

        assertThat(send("acme")).isEqualTo(TenantTokens.bearer(vendor, "acme", "acme-id", 1));
        assertThat(send("Acme-EU.north_1")).isEqualTo(TenantTokens.bearer(vendor, "Acme-EU.north_1", "eu-id", 1));
        assertThat(send("placed")).isEqualTo(TenantTokens.bearer(vendor, "placed", "placed-id", 1));
        assertThat(tokens.clients(vendor, "acme", "acme-id")).containsExactly("acme-id:acme-secret");
        assertThat(tokens.clients(vendor, "Acme-EU.north_1", "eu-id")).containsExactly("eu-id:file-secret");
        assertThat(tokens.clients(vendor, "placed", "placed-id")).containsExactly("placed-id:placed-secret");
    }

    @ParameterizedTest
    @EnumSource
    void everyOptionOfAnAccountCanBeSetAndWhatIsNotSetIsTheComponents(Vendor vendor) throws Exception {
        SSLContextParameters tls = new SSLContextParameters();
        main.bind("tls", tls);
        Map<String, String> own = vendor == Vendor.ADHESE
                ? Map.of("clientAuthentication", "basic", "region", "cus", "authServerUrl", "https://{region}.example")
                : Map.of(
                        "baseUrl", "https://pay.example",
                        "tokenPath", "/token",
                        "redirectUri", "https://acme.example/callback");
        if (vendor == Vendor.ADULLAM) {
            set(vendor, "grant-type", "authorization_code");
            set(vendor, "redirect-uri", "https://shop.example/callback");
        }
        set(vendor, "client-id", "shared-id");
        set(vendor, "accounts[acme].client-secret", "secret");
        set(vendor, "accounts[acme].scope", "ratecard");
        set(vendor, "accounts[acme].ssl-context-parameters", "#bean:tls");
        set(vendor, "accounts[acme].proxy-host", "proxy.example");
        set(vendor, "accounts[acme].proxy-port", "3128");
        own.forEach((option, value) -> set(vendor, "accounts[acme]." + StringHelper.camelCaseToDash(option), value));
        set(vendor, "accounts[plain].client-secret", "other");
        start(vendor);

        OAuthConfiguration acme = options(vendor.scheme() + ":acme");
        assertThat(acme.getClientId()).isEqualTo("shared-id");
        assertThat(acme.getClientSecret()).isEqualTo("secret");
        assertThat(acme).extracting("scope").isEqualTo("ratecard");
        assertThat(acme.getSslContextParameters()).isSameAs(tls);
        assertThat(acme.getProxyHost()).isEqualTo("proxy.example");
        assertThat(acme.getProxyPort()).isEqualTo(3128);
        assertThat(own)
                .allSatisfy(
                        (option, value) -> assertThat(acme).extracting(option).hasToString(value));
        assertThat(options(vendor.scheme() + ":acme?scope=adhese-api"))
                .extracting("scope")
                .isEqualTo("adhese-api");

        assertThat(options(vendor.scheme() + ":plain"))
                .usingRecursiveComparison()
                .ignoringFields(vendor.nameOption(), "clientSecret")
                .isEqualTo(vendor.options(main.getCamelContext()));
    }

    @ParameterizedTest
    @EnumSource
    void theConfigurerKnowsEveryOptionOfAnAccount(Vendor vendor) {
        OAuthAccount<?> account = vendor.account("id", "secret");
        assertThat(account.configurer().names())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(
                                account.getClass().getMethods())
                        .filter(method -> method.getName().startsWith("set"))
                        .map(method -> Character.toLowerCase(method.getName().charAt(3))
                                + method.getName().substring(4))
                        .toList());
    }

    @ParameterizedTest
    @VendorRows(
            both = {
                "accounts[acme].client-secrett | accounts[acme]: There is no option 'clientSecrett'. Did you mean clientSecret?",
                "accounts[acme].scopes | accounts[acme]: There is no option 'scopes'. Did you mean scope?",
                "accounts[acme].proxy-port | accounts[acme] has values of the wrong type for [proxyPort]",
                "accounts[acme].SERVER | accounts[acme]: SERVER does not begin with https://",
                "accounts[acme].client-secret-file | accounts[acme]: clientSecret and clientSecretFile are both set",
                "accounts[other].client-id | accounts[other] has no client secret",
                "accounts[other].client-secret | accounts[other] has no clientId, and neither has the component",
                "accounts[other] | accounts[other] is no account. Set accounts[other].client-id",
                "accounts[a/b].client-secret | accounts[a/b]: ",
            },
            adhese = {
                "accounts[acme].xyz | The options are: authServerUrl, clientAuthentication, ",
                "accounts[acme].client-authentication | accounts[acme] has values of the wrong type for [clientAuthentication]",
                "accounts[acme].region | accounts[acme]: region must be small letters",
            },
            adullam = {
                "accounts[acme].xyz | The options are: baseUrl, clientId, ",
                "accounts[acme].region | accounts[acme]: There is no option 'region'.",
                "accounts[acme].verification-code | accounts[acme]: There is no option 'verificationCode'.",
                "accounts[acme].token-path | accounts[acme]: tokenPath must be a path",
                "accounts[acme].grant-type | accounts[acme] has values of the wrong type for [grantType]",
            })
    void whatCannotWorkFailsAtStartAndNamesTheAccount(Vendor vendor, String option, String message) {
        set(vendor, "accounts[acme].client-id", "acme-id");
        set(vendor, "accounts[acme].client-secret", "acme-secret");
        set(vendor, option, "Hush");
        assertThatThrownBy(() -> start(vendor))
                .satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(cause).message().doesNotContain("acme-secret");
                        if (!option.matches(
                                ".*(region|token-path)")) { // of a value that has the right name, the message may tell
                            assertThat(cause).message().doesNotContain("Hush");
                        }
                    }
                })
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void aSecretFileThatIsMissingConcernsOnlyItsOwnRealm(Vendor vendor) throws Exception {
        set(vendor, "client-id", "shared-id");
        set(vendor, "accounts[acme].client-secret", "acme-secret");
        set(vendor, "accounts[late].client-secret-file", "no/such/file");
        start(vendor);
        assertThat(send("acme")).isEqualTo(TenantTokens.bearer(vendor, "acme", "shared-id", 1));
        assertThatThrownBy(() -> send("late")).hasStackTraceContaining("cannot be read");
    }

    private void set(Vendor vendor, String option, String value) {
        main.addInitialProperty(vendor.property(option), value);
    }

    private void start(Vendor vendor) throws Exception {
        set(vendor, StringHelper.camelCaseToDash(vendor.serverOption()), tokens.url(vendor));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // whose log would repeat what is expected
                from("direct:start").toD(vendor.scheme() + ":${header.realm}");
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

    private OAuthConfiguration options(String uri) {
        return main.getCamelContext().getEndpoint(uri, OAuthEndpoint.class).options();
    }
}
