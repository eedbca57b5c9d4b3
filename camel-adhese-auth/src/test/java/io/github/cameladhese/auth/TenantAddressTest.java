package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.ManyTokensServer;
import io.github.cameladhese.auth.testkit.TenantTokens;
import io.github.cameladhese.auth.testkit.Vendor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A realm that comes from outside neither carries a secret elsewhere nor gets another customer's. */
@ParameterizedClass
@EnumSource
class TenantAddressTest {

    private final TenantTokens tokens = new TenantTokens();
    private final ManyTokensServer evil = new ManyTokensServer();
    private final CamelContext context = new DefaultCamelContext();
    private final Vendor vendor;
    private final OAuthConfiguration options;

    TenantAddressTest(Vendor vendor) {
        this.vendor = vendor;
        options = vendor.options(context);
    }

    @BeforeEach
    void start() throws Exception {
        Vendor.setServer(options, tokens.url(vendor));
        vendor.addAccount(context, "acme", "acme-id", "acme-secret");
        vendor.addAccount(context, "globex", "globex-id", "globex-secret");
        context.getPropertiesComponent().addInitialProperty("globex.secret", "globex-secret");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // whose log would repeat what is expected
                from("direct:start").toD(vendor.scheme() + ":${header.realm}");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        tokens.close();
        assertThat(evil.requests()).isZero();
        evil.close();
    }

    /** Camel would put a property of the system into the request. */
    @Test
    void aValueIsNotEvaluated() {
        Endpoint endpoint = context.getEndpoint(vendor.scheme() + ":acme?scope=RAW($simple{sys.java.version})");
        Object scope = PluginHelper.getBeanIntrospection(context)
                .getOrElseProperty(((OAuthEndpoint) endpoint).options(), "scope", null, false);
        assertThat(scope).isEqualTo("$simple{sys.java.version}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERVER=EVIL",
                "DASHED=EVIL",
                "LOUD=EVIL",
                "SERVER=RAW(EVIL)",
                "?SERVER=EVIL",
                "scope=adhese-api&SERVER=EVIL",
                "allowInsecureHttp=true",
                "proxyHost=127.0.0.1&proxyPort=1",
                "sslContextParameters=#bean:any",
                "clientId=globex-id",
                "clientSecret=guess",
                "clientSecretFile=/etc/hostname",
                "client-secret-file=/etc/hostname",
                "connectTimeout=1",
                "requestTimeout=1",
                "expiryMargin=1h",
                "refreshAhead=1h",
                "defaultLifetime=24h",
                "maxAttempts=10",
            })
    void anOptionThatConcernsMoreThanItsOwnEndpointIsRefused(String option) {
        assertRefusedOfAnyAccount(option);
    }

    @Test
    void neitherIsOneOfItsOwnTaken() {
        List<String> own = vendor == Vendor.ADHESE
                ? List.of("clientAuthentication=basic")
                : List.of(
                        "tokenPath=/evil",
                        "token-path=/evil",
                        "grantType=authorization_code",
                        "redirectUri=EVIL",
                        "verificationCode=guess");
        own.forEach(this::assertRefusedOfAnyAccount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configuration.SERVER=EVIL",
                "component.configuration.SERVER=EVIL",
                "component.accounts=#bean:any",
                "%26authServerUrl%3DEVIL",
                "NAME=globex",
                "configuration.NAME=globex",
                "camelContext.name=other",
            })
    void noDetourLeadsToTheOptions(String option) {
        assertRefused("acme?" + option, "There is no option '");
        assertThat(Vendor.server(options)).isEqualTo(tokens.url(vendor));
        vendor.accounts(context).clear(); // nor where the component has one account only
        options.setClientId("own-id");
        options.setClientSecret("own-secret");
        assertRefused("acme?" + option, "There is no option '");
        assertThat(Vendor.server(options)).isEqualTo(tokens.url(vendor));
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
        assertRefused(realm, vendor.nameOption() + " must be letters, digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme\nglobex", "acme\r\nHost: evil.example", "acme%0Aglobex", "acme%00"})
    void aRealmWithControlCharactersIsRefusedByCamel(String realm) {
        assertThat(send(realm).getException()).isInstanceOf(ResolveEndpointFailedException.class);
        assertThat(tokens.server().requests()).isZero();
    }

    /** Camel decodes an address before it looks for the question mark, and so may others before Camel. */
    @ParameterizedTest
    @ValueSource(strings = {"acme%3FSERVER%3DEVIL", "acme%3FclientId=globex-id"})
    void encodingAnOptionMakesNoDifference(String realm) {
        assertRefused(realm, "must not stand in an address");
    }

    @Test
    void aVeryLongRealmIsRefusedAndNotRepeated() {
        Exchange exchange = send("a".repeat(256));
        assertThat(rootCause(exchange)).contains("… (256 characters)").hasSizeLessThan(400);
        assertThat(tokens.server().requests()).isZero();
    }

    @Test
    void aRealmWithoutAccountIsToldHowToGetOneAndNothingOfOthers() {
        assertRefused(
                "initech",
                "There is no account for " + vendor.nameOption() + " 'initech'. Add "
                        + vendor.property("accounts[initech].client-id") + " and .client-secret-file.");
        vendor.setResolver(context, realm -> null);
        assertRefused("hooli", "accounts[hooli].client-id and .client-secret-file, or let the accountResolver answer");
    }

    @Test
    void aRealmIsCheckedBeforeTheResolverSeesIt() {
        Set<String> seen = new TreeSet<>();
        vendor.setResolver(context, realm -> {
            seen.add(realm);
            return null;
        });
        send("../../secret/globex");
        send("acme%0A");
        send("initech?SERVER=https://evil.example");
        assertThat(seen).isEmpty();
        send("initech");
        assertThat(seen).containsExactly("initech");
    }

    @Test
    void whatConcernsOnlyTheEndpointIsTaken() {
        String harmless =
                "acme?scope=ratecard&prefetch=required&operation=authorize&rejectedStatus=401&exchangePattern=InOut";
        assertThat(send(harmless).getException()).isNull();
        assertThat(tokens.clients(vendor, "acme", "acme-id")).containsExactly("acme-id:acme-secret");
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
        if (vendor == Vendor.ADULLAM) {
            assertRefused("acme?region=we", "There is no option 'region'");
            return;
        }
        ((AdheseAuthAccount) vendor.accounts(context).get("globex")).setRegion("cus");
        assertThat(send("acme?region=we").getException()).isNull();
        assertThat(send("globex?region=cus").getException()).isNull();
        assertThat(rootCause(send("globex?region=we"))).contains("region must not be another one in an address");
        assertThat(rootCause(send("acme?REGION=cus")))
                .contains("Set it on the component or in the account of the realm.");
    }

    @Test
    void whereTheComponentHasOneAccountOnlyAnAddressMaySayMore() {
        vendor.accounts(context).clear();
        options.setClientId("own-id");
        options.setClientSecret("own-secret");
        Vendor.setServer(options, "https://nowhere.example");
        String region = vendor == Vendor.ADHESE ? "&region=cus" : "";
        assertThat(send("acme?SERVER=" + tokens.url(vendor) + "&connectTimeout=2s" + region)
                        .getException())
                .isNull();
        assertThat(tokens.clients(vendor, "acme", "own-id")).containsExactly("own-id:own-secret");
    }

    private void assertRefusedOfAnyAccount(String option) {
        for (String realm : Set.of("acme", "unknown")) {
            options.setClientId("own-id"); // the own credentials are as worthy of protection
            options.setClientSecret("own-secret");
            assertRefused(realm + "?" + option, "must not stand in an address", "Set it on the component");
        }
    }

    private void assertRefused(String realm, String... parts) {
        Exchange exchange = send(realm);
        assertThat(rootCause(exchange)).contains(parts).doesNotContain("globex-", "acme-", "own-secret", "[acme");
        assertThat(exchange.getMessage().getHeader("Authorization")).isNull();
        assertThat(tokens.server().requests()).isZero();
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
        String address = realm.replace("SERVER", vendor.serverOption())
                .replace("DASHED", StringHelper.camelCaseToDash(vendor.serverOption()))
                .replace("LOUD", vendor.serverOption().toUpperCase(Locale.ROOT))
                .replace("NAME", vendor.nameOption())
                .replace("EVIL", evil.url());
        return context.createProducerTemplate()
                .request("direct:start", sent -> sent.getMessage().setHeader("realm", address));
    }
}
