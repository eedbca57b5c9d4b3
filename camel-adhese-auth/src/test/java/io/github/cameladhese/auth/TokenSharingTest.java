package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Equal accounts share a token; accounts that differ in one thing that shapes the token never do. */
class TokenSharingTest {

    /** The fields that shape a token, of one vendor or of both. */
    private enum Field {
        REALM,
        REGION,
        TOKEN_PATH,
        REDIRECT_URI,
        CODE,
        SERVER,
        CLIENT,
        SECRET,
        SCOPES;

        boolean isOf(Vendor vendor) {
            return switch (this) {
                case REALM, REGION -> vendor == Vendor.ADHESE;
                case TOKEN_PATH, REDIRECT_URI, CODE -> vendor == Vendor.ADULLAM;
                default -> true;
            };
        }

        void set(OAuthConfiguration options, String value) {
            switch (this) {
                case REALM -> ((AdheseAuthConfiguration) options).setRealm(value);
                case REGION -> ((AdheseAuthConfiguration) options).setRegion(value.toLowerCase(Locale.ROOT));
                case TOKEN_PATH -> ((AdullamAuthConfiguration) options).setTokenPath("/v1/" + value);
                case REDIRECT_URI -> forUsers(options).setRedirectUri("https://shop.example/" + value);
                case CODE -> forUsers(options).setVerificationCode(value);
                case SERVER -> Vendor.setServer(options, "https://" + value + ".example/server");
                case CLIENT -> options.setClientId(value);
                case SECRET -> options.setClientSecret(value);
                case SCOPES -> Vendor.setScope(options, "adhese-api " + value);
            }
        }
    }

    @Property
    void aDifferenceInOneFieldMeansAnotherToken(
            @ForAll Vendor vendor, @ForAll Field field, @ForAll("names") String one, @ForAll("names") String other) {
        Assume.that(field.isOf(vendor) && !one.equalsIgnoreCase(other));
        OAuthConfiguration options = options(vendor);
        field.set(options, one);
        TokenKey key = key(options);
        field.set(options, other);
        assertThat(key(options)).isNotEqualTo(key);
    }

    @Property
    void theOrderAndNumberOfScopesMakeNoDifference(
            @ForAll Vendor vendor, @ForAll("scopes") List<String> scopes, @ForAll boolean comma) {
        OAuthConfiguration options = options(vendor);
        Vendor.setScope(options, String.join(" ", scopes));
        TokenKey key = key(options);
        List<String> again = new ArrayList<>(scopes);
        Collections.reverse(again);
        again.add(scopes.get(0));
        Vendor.setScope(options, String.join(comma ? "," : " , ", again));
        assertThat(key(options)).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.scopes()).isEqualTo(new HashSet<>(scopes));
    }

    @Property
    void theNameOfAnAccountMakesNoDifference(@ForAll("names") String one, @ForAll("names") String other) {
        AdullamAuthConfiguration options = (AdullamAuthConfiguration) options(Vendor.ADULLAM);
        options.setName(one);
        TokenKey key = key(options);
        options.setName(other);
        assertThat(key(options)).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @Test
    void theWayOfClientAuthenticationMeansAnotherToken() {
        AdheseAuthConfiguration options = (AdheseAuthConfiguration) options(Vendor.ADHESE);
        TokenKey post = key(options);
        options.setClientAuthentication(ClientAuthentication.basic);
        assertThat(key(options)).isNotEqualTo(post);
    }

    @Test
    void theGrantMeansAnotherToken() {
        OAuthConfiguration options = options(Vendor.ADULLAM);
        TokenKey ofClient = key(options);
        forUsers(options);
        assertThat(key(options)).isNotEqualTo(ofClient);
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotShapeTheTokenIsShared(Vendor vendor) {
        OAuthConfiguration options = options(vendor);
        TokenKey key = key(options);
        options.setExpiryMargin(Duration.ofSeconds(1));
        if (options instanceof AdheseAuthConfiguration adhese) {
            adhese.setRequiredPermissions("campaign:view");
        }
        options.setPrefetch(Prefetch.background);
        assertThat(key(options)).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void twoRoutesWithTheSameAccountMakeOneRequestAndAnotherAccountItsOwn(Vendor vendor) throws Exception {
        String theSame = vendor == Vendor.ADHESE ? "region=we" : "tokenPath=/v1/oauth/token";
        try (FakeTokenServer server = new FakeTokenServer();
                Routes routes = new Routes(server, vendor)) {
            routes.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to(vendor.step("scope=adhese-api,ratecard"));
                    from("direct:same").to(vendor.step("scope=ratecard,adhese-api", theSame));
                    from("direct:other").to(vendor.step("scope=ratecard"));
                }
            });
            assertThat(routes.authorization()).isEqualTo("Bearer token-1");
            assertThat(routes.send("direct:same").getMessage().getHeader("Authorization"))
                    .isEqualTo("Bearer token-1");
            assertThat(routes.send("direct:other").getMessage().getHeader("Authorization"))
                    .isEqualTo("Bearer token-2");
            assertThat(server.requestCount()).isEqualTo(2);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("abcXYZ019").ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<String>> scopes() {
        return names().list().ofMinSize(1).ofMaxSize(4);
    }

    private static OAuthConfiguration options(Vendor vendor) {
        OAuthConfiguration options = vendor.optionsOf("customer-name");
        options.setClientId("my-customer-integration");
        options.setClientSecret("test-secret-not-real");
        return options;
    }

    private static AdullamAuthConfiguration forUsers(OAuthConfiguration options) {
        AdullamAuthConfiguration adullam = (AdullamAuthConfiguration) options;
        adullam.setGrantType(GrantType.authorization_code);
        if (adullam.getRedirectUri() == null) {
            adullam.setRedirectUri("https://shop.example/callback");
        }
        return adullam;
    }

    private static TokenKey key(OAuthConfiguration options) {
        return new SettingsReader(options).read().key();
    }
}
