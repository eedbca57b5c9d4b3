package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.ManyTokensServer;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A realm that comes from outside neither carries a secret elsewhere nor gets another customer's. */
class TenantAddressTest {

    private final ManyTokensServer server = new ManyTokensServer();
    private final ManyTokensServer evil = new ManyTokensServer();
    private final CamelContext context = new DefaultCamelContext();
    private final AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);

    @BeforeEach
    void start() throws Exception {
        component.getConfiguration().setAuthServerUrl(server.url());
        component.getAccounts().put("acme", new AdheseAuthAccount("acme-id", "acme-secret"));
        component.getAccounts().put("globex", new AdheseAuthAccount("globex-id", "globex-secret"));
        context.getPropertiesComponent().addInitialProperty("globex.secret", "globex-secret");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // whose log would repeat what is expected
                from("direct:start").toD("adhese-auth:${header.realm}");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
        assertThat(evil.requests()).isZero();
        evil.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authServerUrl=EVIL",
                "auth-server-url=EVIL",
                "AUTHSERVERURL=EVIL",
                "authServerUrl=RAW(EVIL)",
                "?authServerUrl=EVIL",
                "scope=adhese-api&authServerUrl=EVIL",
                "allowInsecureHttp=true",
                "proxyHost=127.0.0.1&proxyPort=1",
                "sslContextParameters=#bean:any",
                "clientId=globex-id",
                "clientSecret=guess",
                "clientSecretFile=/etc/hostname",
                "client-secret-file=/etc/hostname",
                "clientAuthentication=basic",
                "connectTimeout=1",
                "requestTimeout=1",
                "expiryMargin=1h",
                "refreshAhead=1h",
                "defaultLifetime=24h",
                "maxAttempts=10",
            })
    void anOptionThatConcernsMoreThanItsOwnEndpointIsRefused(String option) {
        for (String realm : Set.of("acme", "unknown")) {
            component.getConfiguration().setClientId("own-id"); // the own credentials are as worthy of protection
            component.getConfiguration().setClientSecret("own-secret");
            assertRefused(
                    realm + "?" + option.replace("EVIL", evil.url()),
                    "must not stand in an address",
                    "Set it on the component");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configuration.authServerUrl=EVIL",
                "component.configuration.authServerUrl=EVIL",
                "component.accounts=#bean:any",
                "%26authServerUrl%3DEVIL",
                "realm=globex",
                "configuration.realm=globex",
                "camelContext.name=other",
            })
    void noDetourLeadsToTheOptions(String option) {
        assertRefused("acme?" + option.replace("EVIL", evil.url()), "There is no option '");
        assertThat(component.getConfiguration().getAuthServerUrl()).isEqualTo(server.url());
        component.getAccounts().clear(); // nor where the component has one account only
        component.getConfiguration().setClientId("own-id");
        component.getConfiguration().setClientSecret("own-secret");
        assertRefused("acme?" + option.replace("EVIL", evil.url()), "There is no option '");
        assertThat(component.getConfiguration().getAuthServerUrl()).isEqualTo(server.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#property:globex.secret",
                "#bean:any",
                "#class:java.util.ArrayList",
                "RAW(#property:globex.secret)"
            })
    void aValueNamesNoPropertyBeanOrClass(String value) {
        assertRefused("acme?scope=" + value, "scope must not name a bean, a class or a property");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../globex",
                "acme/../globex",
                "acme%2F..%2Fglobex",
                "acme%2f",
                "acme#globex",
                "acme;globex",
                "user:password@globex",
                "${body}",
                "ac me",
            })
    void aRealmThatCouldLeadElsewhereIsRefused(String realm) {
        assertRefused(realm, "realm must be letters, digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme\nglobex", "acme\r\nHost: evil.example", "acme%0Aglobex", "acme%00"})
    void aRealmWithControlCharactersIsRefusedByCamel(String realm) {
        assertThat(send(realm).getException()).isInstanceOf(ResolveEndpointFailedException.class);
        assertThat(server.requests()).isZero();
    }

    /** Camel decodes an address before it looks for the question mark, and so may others before Camel. */
    @ParameterizedTest
    @ValueSource(strings = {"acme%3FauthServerUrl%3DEVIL", "acme%3FclientId=globex-id"})
    void encodingAnOptionMakesNoDifference(String realm) {
        assertRefused(realm.replace("EVIL", evil.url()), "must not stand in an address");
    }

    @Test
    void aVeryLongRealmIsRefusedAndNotRepeated() {
        Exchange exchange = send("a".repeat(256));
        assertThat(rootCause(exchange)).contains("… (256 characters)").hasSizeLessThan(400);
        assertThat(server.requests()).isZero();
    }

    @Test
    void aRealmWithoutAccountIsToldHowToGetOneAndNothingOfOthers() {
        assertRefused(
                "initech",
                "There is no account for realm 'initech'. Add camel.component.adhese-auth.accounts[initech].client-id and"
                        + " .client-secret-file.");
        component.setAccountResolver(realm -> null);
        assertRefused("hooli", "accounts[hooli].client-id and .client-secret-file, or let the accountResolver answer");
    }

    @Test
    void aRealmIsCheckedBeforeTheResolverSeesIt() {
        Set<String> seen = new TreeSet<>();
        component.setAccountResolver(realm -> {
            seen.add(realm);
            return null;
        });
        send("../../secret/globex");
        send("acme%0A");
        send("initech?authServerUrl=https://evil.example");
        assertThat(seen).isEmpty();
        send("initech");
        assertThat(seen).containsExactly("initech");
    }

    @Test
    void whatConcernsOnlyTheEndpointIsTaken() {
        String harmless =
                "acme?scope=ratecard&prefetch=required&operation=authorize&rejectedStatus=401&exchangePattern=InOut";
        assertThat(send(harmless).getException()).isNull();
        assertThat(server.clients("acme")).containsExactly("acme-id:acme-secret");
        assertThat(AddressOptions.HARMLESS)
                .containsExactlyInAnyOrder(
                        "exchangePattern",
                        "operation",
                        "prefetch",
                        "region",
                        "rejectedStatus",
                        "requiredPermissions",
                        "scope");
    }

    @Test
    void theRegionMayBeToldAgainButNotChanged() {
        component.getAccounts().get("globex").setRegion("cus");
        assertThat(send("acme?region=we").getException()).isNull();
        assertThat(send("globex?region=cus").getException()).isNull();
        assertThat(rootCause(send("globex?region=we"))).contains("region must not be another one in an address");
        assertThat(rootCause(send("acme?REGION=cus")))
                .contains("Set it on the component or in the account of the realm.");
    }

    @Test
    void whereTheComponentHasOneAccountOnlyAnAddressMaySayMore() {
        component.getAccounts().clear();
        component.getConfiguration().setClientId("own-id");
        component.getConfiguration().setClientSecret("own-secret");
        component.getConfiguration().setAuthServerUrl("https://nowhere.example");
        assertThat(send("acme?region=cus&authServerUrl=" + server.url() + "&connectTimeout=2s")
                        .getException())
                .isNull();
        assertThat(server.clients("acme")).containsExactly("own-id:own-secret");
    }

    private void assertRefused(String realm, String... parts) {
        Exchange exchange = send(realm);
        assertThat(rootCause(exchange)).contains(parts).doesNotContain("globex-", "acme-", "own-secret", "[acme");
        assertThat(exchange.getMessage().getHeader("Authorization")).isNull();
        assertThat(server.requests()).isZero();
    }

    private static String rootCause(Exchange exchange) {
        Throwable cause = exchange.getException();
        assertThat(cause).isNotNull();
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private Exchange send(String realm) {
        return context.createProducerTemplate()
                .request("direct:start", sent -> sent.getMessage().setHeader("realm", realm));
    }
}
