package io.github.cameladhese.auth.keycloak;

import static io.github.cameladhese.auth.keycloak.CustomerApp.CLIENT;
import static io.github.cameladhese.auth.keycloak.CustomerApp.SECRET;
import static io.github.cameladhese.auth.keycloak.Patience.awaitThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameladhese.auth.keycloak.JsonHttp.Reply;
import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KeycloakExtension.class)
class KeycloakTokenIT {

    private static final String STEP = "adhese-auth:customer-name";
    private static final String TOKEN_PATH = "/realms/customer-name/protocol/openid-connect/token";
    private static final String USERINFO_PATH = "/realms/customer-name/protocol/openid-connect/userinfo";

    private final KeycloakServer server;
    private final VerifyingApi api;

    KeycloakTokenIT(KeycloakServer server) {
        this.server = server;
        this.api = new VerifyingApi(server);
    }

    @Test
    void putsATokenOnTheMessageThatTheRealmSigned() throws Exception {
        try (CustomerApp app = new CustomerApp(server).start(STEP)) {
            JsonNode claims = api.claims(app.call(STEP));

            assertThat(claims.get("iss").asText()).isEqualTo(server.url() + "/realms/customer-name");
            assertThat(claims.get("azp").asText()).isEqualTo(CLIENT);
            assertThat(claims.get("scope").asText()).isEqualTo("adhese-api");
            assertThat(claims.at("/permissions/adhese-api"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder("booking:view", "campaign:view", "creative:view");
            assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
            assertThat(api.claims(app.apiCalls().get(0))).isEqualTo(claims);
        }
    }

    @Test
    void theLookAtTheSignatureIsNotBlind() throws Exception {
        try (CustomerApp app = new CustomerApp(server).start(STEP)) {
            String[] parts =
                    authorization(app.call(STEP)).substring("Bearer ".length()).split("\\.", -1);
            char first = parts[2].charAt(0);
            String forged = parts[0] + "." + parts[1] + "." + (first == 'A' ? 'B' : 'A') + parts[2].substring(1);

            assertThatThrownBy(() -> api.claims(forged)).isInstanceOf(SecurityException.class);
        }
    }

    @Test
    void isLetInByAnApiThatRefusesEveryoneElse() throws Exception {
        assertThat(new JsonHttp(server).get(USERINFO_PATH).status()).isEqualTo(401);

        String step = STEP + "?scope=openid,adhese-api"; // userinfo is an API that wants scope openid
        try (CustomerApp app = new CustomerApp(server).startCalling(step, server.url() + USERINFO_PATH)) {
            Exchange exchange = app.call(step);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(200);
        }
    }

    /** Keycloak answers "ratecard adhese-api", whatever the order of the request was. */
    @Test
    void asksOnceForTwoScopesInEitherOrder() throws Exception {
        String oneWay = STEP + "?scope=adhese-api,ratecard";
        String otherWay = STEP + "?scope=ratecard+adhese-api";
        try (CustomerApp app = new CustomerApp(server).start(oneWay, otherWay)) {
            Exchange first = app.call(oneWay);
            Exchange second = app.call(otherWay);

            assertThat(authorization(first)).isEqualTo(authorization(second));
            assertThat(api.claims(first).get("permissions").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("adhese-api", "ratecard");
            assertThat(app.status(oneWay).requests()).isEqualTo(1);
            assertThat(app.status(otherWay).requests()).isEqualTo(1);
            assertThat(app.status(oneWay).scopes()).containsExactly("adhese-api", "ratecard");
        }
    }

    @Test
    void asksForEachSetOfScopesOnItsOwn() throws Exception {
        String ratecard = STEP + "?scope=ratecard";
        try (CustomerApp app = new CustomerApp(server).start(STEP, ratecard)) {
            assertThat(api.claims(app.call(STEP)).get("permissions").fieldNames())
                    .toIterable()
                    .containsExactly("adhese-api");
            assertThat(api.claims(app.call(ratecard)).get("permissions").fieldNames())
                    .toIterable()
                    .containsExactly("ratecard");
        }
    }

    /** Why an empty scope is refused: Keycloak takes no scope for an answer, and the token permits nothing. */
    @Test
    void keycloakRefusesAnEmptyScopeAndGivesAPowerlessTokenForNone() {
        String form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret=" + SECRET;

        Reply empty = new JsonHttp(server).postForm(TOKEN_PATH, form + "&scope=");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body().get("error").asText()).isEqualTo("invalid_scope");

        Reply none = new JsonHttp(server).postForm(TOKEN_PATH, form);
        assertThat(none.status()).isEqualTo(200);
        assertThat(api.claims(none.body().get("access_token").asText()).has("permissions"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", ","})
    void doesNotStartWithAnEmptyScope(String empty) {
        try (CustomerApp app = new CustomerApp(server)) {
            assertThatThrownBy(() -> app.start(STEP + "?scope=" + empty))
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("scope");
        }
    }

    @Test
    void sendsOneTokenRequestForTwoHundredMessagesAtOnce() throws Exception {
        KeycloakAdmin admin = new KeycloakAdmin(server);
        int before = admin.tokensIssuedTo(CLIENT);
        try (CustomerApp app = new CustomerApp(server).start(STEP)) {
            List<CompletableFuture<Exchange>> calls =
                    Stream.generate(() -> app.callLater(STEP)).limit(200).toList();

            assertThat(calls.stream().map(CompletableFuture::join).map(KeycloakTokenIT::authorization))
                    .hasSize(200)
                    .containsOnly(authorization(app.call(STEP)));
            assertThat(app.status(STEP).requests()).isEqualTo(1);
            assertThat(admin.tokensIssuedTo(CLIENT) - before).isEqualTo(1);
        }
    }

    @Test
    void keepsATokenOfThreeSecondsAndReplacesItInTime() throws Exception {
        FakeClock clock = new FakeClock();
        try (CustomerApp app = new CustomerApp(server).withClock(clock)) {
            app.options().setClientId("short-lived-integration");
            app.start(STEP);

            String first = authorization(app.call(STEP));
            Instant end = app.status(STEP).expiresAt().orElseThrow();
            Duration lifetime = Duration.between(Instant.ofEpochMilli(clock.currentTimeMillis()), end);
            assertThat(lifetime) // Keycloak says 2 if a second turns while it answers
                    .isBetween(ofSeconds(2), ofSeconds(3));

            clock.advance(lifetime.multipliedBy(45).dividedBy(100).minusMillis(1)); // renewed after 45 to 55 % of it
            assertThat(authorization(app.call(STEP))).isEqualTo(first);
            assertThat(app.status(STEP).requests()).isEqualTo(1);

            clock.advance(lifetime.dividedBy(10).plusMillis(2));
            assertThat(authorization(app.call(STEP)))
                    .as("nobody waits while a token is there")
                    .isEqualTo(first);
            awaitThat("the next token", () -> app.status(STEP).issued() == 2);
            String second = authorization(app.call(STEP));
            assertThat(second).isNotEqualTo(first);

            clock.advance(ofSeconds(3)); // nobody asked meanwhile
            assertThat(authorization(app.call(STEP))).isNotEqualTo(second);
            assertThat(app.status(STEP).requests()).isEqualTo(3);
        }
    }

    private static String authorization(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader("Authorization", String.class);
    }
}
