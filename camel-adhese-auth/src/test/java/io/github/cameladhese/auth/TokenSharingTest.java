package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.token.TokenKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Equal accounts share a token; accounts that differ in one thing that shapes the token never do. */
class TokenSharingTest {

    /** The fields that shape a token. */
    private enum Field {
        REALM,
        REGION,
        BASE_URL,
        CLIENT,
        SECRET,
        SCOPES;

        void set(AdheseAuthConfiguration options, String value) {
            BiConsumer<AdheseAuthConfiguration, String> setter =
                    switch (this) {
                        case REALM -> AdheseAuthConfiguration::setRealm;
                        case REGION -> (bean, name) -> bean.setRegion(name.toLowerCase(Locale.ROOT));
                        case BASE_URL -> (bean, name) -> bean.setAuthServerUrl("https://" + name + ".example/{region}");
                        case CLIENT -> AdheseAuthConfiguration::setClientId;
                        case SECRET -> AdheseAuthConfiguration::setClientSecret;
                        case SCOPES -> (bean, name) -> bean.setScope("adhese-api " + name);
                    };
            setter.accept(options, value);
        }
    }

    @Property
    void aDifferenceInOneFieldMeansAnotherToken(
            @ForAll Field field, @ForAll("names") String one, @ForAll("names") String other) {
        Assume.that(!one.equalsIgnoreCase(other));
        AdheseAuthConfiguration options = options();
        field.set(options, one);
        TokenKey key = key(options);
        field.set(options, other);
        assertThat(key(options)).isNotEqualTo(key);
    }

    @Property
    void theOrderAndNumberOfScopesMakeNoDifference(@ForAll("scopes") List<String> scopes, @ForAll boolean comma) {
        AdheseAuthConfiguration options = options();
        options.setScope(String.join(" ", scopes));
        TokenKey key = key(options);
        List<String> again = new ArrayList<>(scopes);
        Collections.reverse(again);
        again.add(scopes.get(0));
        options.setScope(String.join(comma ? "," : " , ", again));
        assertThat(key(options)).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.scopes()).isEqualTo(new HashSet<>(scopes));
    }

    @Test
    void theWayOfClientAuthenticationMeansAnotherToken() {
        AdheseAuthConfiguration options = options();
        TokenKey post = key(options);
        options.setClientAuthentication(ClientAuthentication.basic);
        assertThat(key(options)).isNotEqualTo(post);
    }

    @Test
    void whatDoesNotShapeTheTokenIsShared() {
        AdheseAuthConfiguration options = options();
        TokenKey key = key(options);
        options.setExpiryMargin(Duration.ofSeconds(1));
        options.setRequiredPermissions("campaign:view");
        options.setPrefetch(Prefetch.background);
        assertThat(key(options)).isEqualTo(key);
    }

    @Test
    void twoRoutesWithTheSameAccountMakeOneRequestAndAnotherAccountItsOwn() throws Exception {
        try (FakeTokenServer server = new FakeTokenServer();
                Routes routes = new Routes(server)) {
            routes.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("adhese-auth:customer-name?scope=adhese-api,ratecard");
                    from("direct:same").to("adhese-auth:customer-name?scope=ratecard,adhese-api&region=we");
                    from("direct:other").to("adhese-auth:customer-name?scope=ratecard");
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

    private static AdheseAuthConfiguration options() {
        AdheseAuthConfiguration options = new AdheseAuthConfiguration();
        options.setRealm("customer-name");
        options.setClientId("my-customer-integration");
        options.setClientSecret("test-secret-not-real");
        return options;
    }

    private static TokenKey key(AdheseAuthConfiguration options) {
        return new SettingsReader(options).read().key();
    }
}
