package io.github.cameladhese.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users of the test kit are promised. */
class TokenServerExtensionTest {

    private static final String SECRET = "marker-secret-not-real";

    private static String url; // of the server, as the first nested class saw it

    @RegisterExtension
    static final TokenServerExtension tokens = new TokenServerExtension();

    @RegisterExtension
    final TokenServerExtension ofOneTest = new TokenServerExtension();

    private final DefaultCamelContext context = tokens.configure(new DefaultCamelContext());

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @EnumSource
    void tokensAreNumberedAndLiveByTheClock(Vendor vendor) throws Exception {
        start(vendor.step());
        assertThat(authorization()).isEqualTo("Bearer token-1");
        assertThat(authorization()).isEqualTo("Bearer token-1");
        tokens.clock().advance(Duration.ofMinutes(5));
        assertThat(authorization()).isEqualTo("Bearer token-2");
        assertThat(tokens.server().tokens()).containsExactly("token-1", "token-2");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestTellsWhatWasAskedFor(Vendor vendor) throws Exception {
        start(vendor.step("scope=ratecard"));
        authorization();
        assertThat(tokens.server().requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).contains(vendor == Vendor.ADHESE ? "/realms/customer-name/" : "/token");
            assertThat(request.field("client_id")).contains("test-client");
            assertThat(request.field("scope")).contains("ratecard");
            assertThat(request.field("client")).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLifetimeIsThatOfTheNextTokens(Vendor vendor) throws Exception {
        tokens.server().lifetime(Duration.ofHours(1));
        start(vendor.step());
        authorization();
        tokens.clock().advance(Duration.ofMinutes(20));
        assertThat(authorization()).isEqualTo("Bearer token-1");
        assertThat(tokens.server().requests()).hasSize(1);
    }

    @Test
    void permissionsAreThoseOfTheToken() throws Exception {
        tokens.server().permissions("campaign:view", "ratecard/rate:view");
        start(
                "adhese-auth:customer-name?scope=adhese-api,ratecard&requiredPermissions=campaign:view,ratecard/rate:view");
        assertThat(authorization())
                .isEqualTo("Bearer " + tokens.server().tokens().get(0));

        tokens.server().permissions("campaign:view");
        tokens.clock().advance(Duration.ofMinutes(5));
        assertThat(send().getException()).hasMessageContaining("without [ratecard/rate:view]");
    }

    @ParameterizedTest
    @EnumSource
    void anOutageEnds(Vendor vendor) throws Exception {
        tokens.server().pullPlug();
        start(vendor.step("maxAttempts=1"));
        assertThat(send().getException()).isInstanceOf(TokenEndpointUnavailableException.class);
        tokens.server().plugIn();
        tokens.clock().advance(Duration.ofMinutes(5)); // the pause after a failure
        assertThat(authorization()).isEqualTo("Bearer token-1");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureEnds(Vendor vendor) throws Exception {
        tokens.server().failWith(503, "temporarily_unavailable");
        start(vendor.step("maxAttempts=1"));
        assertThat(send().getException()).hasMessageContaining("HTTP 503 temporarily_unavailable");
        tokens.server().recover();
        tokens.clock().advance(Duration.ofMinutes(5));
        assertThat(authorization()).isEqualTo("Bearer token-1");
        assertThat(tokens.server().requests()).hasSize(2);
    }

    @RepeatedTest(2)
    void eachTestBeginsWithTheFirstToken() throws Exception {
        start("adhese-auth:customer-name");
        assertThat(authorization()).isEqualTo("Bearer token-1");
        tokens.server()
                .lifetime(Duration.ofDays(1))
                .permissions("campaign:view")
                .failWith(400, "invalid_scope")
                .pullPlug();
    }

    /** Else a test would send their real secrets, and perhaps to their real server. */
    @ParameterizedTest
    @EnumSource
    void accountsOfTheApplicationAreTakenOff(Vendor vendor) throws Exception {
        vendor.addAccount(context, "customer-name", "of-production", "secret-of-production");
        tokens.configure(context);
        start(vendor.step());
        assertThat(authorization()).isEqualTo("Bearer token-1");
        assertThat(tokens.server().requests().get(0).field("client_id")).contains("test-client");
    }

    /** Else a test would find the token of the one before. */
    @Test
    void aTokenStoreOfTheApplicationIsTakenOff() {
        AdheseAuthComponent adhese = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        adhese.setTokenStore(new InMemoryTokenStore(tokens.clock()));
        tokens.configure(context);
        assertThat(adhese.getTokenStore()).isNull();
    }

    @Test
    void aRequestThatIsShownHidesItsSecrets() {
        String form = "client_id=a&client_secret=" + SECRET + "&grant_type=client_credentials";
        assertThat(new ReceivedRequest("/token", form))
                .hasToString("/token client_id=a&client_secret=xxxxx&grant_type=client_credentials");
        assertThat(new ReceivedRequest("/token", "{\"client_secret\":\"" + SECRET + "\",\"code\": \"" + SECRET + "\"}")
                        .toString())
                .contains("client_secret")
                .doesNotContain(SECRET);
    }

    @Nested
    class InAClassOfItsOwn {

        @Test
        void theServerIsThatOfTheClassAround() {
            url = url == null ? tokens.server().url() : url;
            assertThat(tokens.server().url()).isEqualTo(url);
        }
    }

    @Nested
    class InAnotherOne {

        @Test
        void theServerIsStillThatOfTheClassAround() {
            url = url == null ? tokens.server().url() : url;
            assertThat(tokens.server().url()).isEqualTo(url);
        }
    }

    @Test
    void aClosedServerStaysClosed() {
        TokenServer server = new TokenServer();
        server.close();
        server.reset();
        assertThatThrownBy(() -> new Socket(
                                InetAddress.getLoopbackAddress(),
                                URI.create(server.url()).getPort())
                        .close())
                .isInstanceOf(ConnectException.class);
    }

    @RepeatedTest(2)
    void aServerThatIsNoStaticFieldIsAnotherOneForEachTest() throws Exception {
        try (DefaultCamelContext other = ofOneTest.configure(new DefaultCamelContext())) {
            assertThat(ofOneTest.server().url()).isNotEqualTo(tokens.server().url());
            start(other, "adhese-auth:customer-name");
            other.createProducerTemplate().sendBody("direct:start", null);
            assertThat(ofOneTest.server().tokens()).containsExactly("token-1");
            assertThat(tokens.server().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationOfCamelMainIsConfiguredWhenItHasReadItsProperties(Vendor vendor) throws Exception {
        Main main = new Main();
        main.addInitialProperty(vendor.property("client-id"), "of-production");
        main.addInitialProperty(vendor.property("client-secret-file"), "/run/secrets/of-production");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport application) {
                tokens.configure(application.getCamelContext());
            }
        });
        main.configure().addRoutesBuilder(routes(vendor.step()));
        main.start();
        try {
            main.getCamelTemplate().sendBody("direct:start", null);
            tokens.clock().advance(Duration.ofMinutes(5));
            main.getCamelTemplate().sendBody("direct:start", null);
        } finally {
            main.stop();
        }
        assertThat(tokens.server().requests()).hasSize(2).allSatisfy(request -> assertThat(request.field("client_id"))
                .contains("test-client"));
    }

    private void start(String step) throws Exception {
        start(context, step);
    }

    private static void start(CamelContext context, String step) throws Exception {
        context.addRoutes(routes(step));
        context.start();
    }

    private static RouteBuilder routes(String step) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(step);
            }
        };
    }

    private Exchange send() {
        return context.createProducerTemplate().request("direct:start", exchange -> {});
    }

    private String authorization() {
        return send().getMessage().getHeader("Authorization", String.class);
    }
}
