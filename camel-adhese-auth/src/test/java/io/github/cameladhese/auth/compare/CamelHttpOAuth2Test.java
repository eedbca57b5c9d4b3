package io.github.cameladhese.auth.compare;

import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.ReceivedRequest;
import io.github.cameladhese.auth.token.TokenException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.OAuth2ClientConfigurer;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/comparison.md says of camel-http's OAuth2 is so, and this component does otherwise. */
class CamelHttpOAuth2Test {

    private static final String CACHED = "oauth2CacheTokens=true";
    private static final String SECRET = "a&b+c%41";

    /** How many connections camel-http has to one host, unless told otherwise. */
    private static final int POOL = 20;

    private final SideBySide both = new SideBySide();

    @AfterEach
    void stop() {
        both.close();
    }

    @Test
    void exchangesAtOnceEachAskForATokenAsFarAsThereAreConnections() throws Exception {
        both.start(CACHED);
        assertThat(both.burst(
                        "direct:theirs", both.theirServer, 2 * POOL, free -> both.theirServer.requestCount() == POOL))
                .allSatisfy(CamelHttpOAuth2Test::succeeded);
        assertThat(both.theirServer.requestCount()).isEqualTo(POOL);
        assertThat(both.theirApi.tokens()).hasSize(2 * POOL);

        assertThat(both.burst("direct:ours", both.ourServer, 2 * POOL, free -> free == 2 * POOL))
                .allSatisfy(CamelHttpOAuth2Test::succeeded);
        assertThat(both.ourServer.requestCount()).isEqualTo(1);
        assertThat(both.ourApi.tokens()).hasSize(2 * POOL).containsOnly("token-1");
    }

    @Test
    void eachUrlHasATokenOfItsOwnWhichStaysInAStaticMap() throws Exception {
        both.start(CACHED);
        int before = kept().size();
        for (int page = 1; page <= 10; page++) {
            succeeded(both.page("direct:theirs", page));
            succeeded(both.page("direct:ours", page));
        }
        assertThat(both.theirServer.requestCount()).isEqualTo(10);
        assertThat(both.ourServer.requestCount()).isEqualTo(1);

        both.routes.context().stop();
        assertThat(kept()).hasSize(before + 10);
    }

    @Test
    void aTokenIsSentToRoutesThatWantAnotherScope() throws Exception {
        both.start(CACHED + "&oauth2Scope=adhese-api");
        both.add("direct:their-rates", both.theirs(both.theirApi.url(), CACHED + "&oauth2Scope=ratecard"));
        both.add("direct:our-rates", "adhese-auth:customer-name?scope=ratecard", both.ourApi.url());
        List.of("direct:theirs", "direct:their-rates", "direct:ours", "direct:our-rates")
                .forEach(uri -> succeeded(both.send(uri)));
        assertThat(both.theirApi.tokens()).containsExactly("token-1", "token-1");
        assertThat(both.ourApi.tokens()).containsExactly("token-1", "token-2");
    }

    /** With twenty, as many exchanges at once may do the same. */
    @Test
    void withOneConnectionAnExchangeWaitsForItselfIfTokenServerAndApiAreOneHost() throws Exception {
        String one = "connectionsPerRoute=1&connectionRequestTimeout=100";
        both.start(CACHED);
        both.add("direct:their-host", both.theirs(both.theirServer.url() + "/campaigns", CACHED + "&" + one));
        both.add("direct:our-host", "adhese-auth:customer-name", both.ourServer.url() + "/campaigns?" + one);
        assertThat(both.send("direct:their-host").getException()).isInstanceOf(ConnectionRequestTimeoutException.class);
        succeeded(both.send("direct:our-host"));
        assertThat(both.theirServer.requests()).isEmpty();
        assertThat(both.ourServer.requests()).hasSize(2); // the token's and the API's
    }

    @Test
    void withoutTheOptionEachExchangeAsksForAToken() throws Exception {
        both.start("");
        for (int i = 0; i < 3; i++) {
            succeeded(both.send("direct:theirs"));
            succeeded(both.send("direct:ours"));
        }
        assertThat(both.theirApi.tokens()).containsExactly("token-1", "token-2", "token-3");
        assertThat(both.ourApi.tokens()).containsExactly("token-1", "token-1", "token-1");
    }

    @Test
    void aTokenThatTheApiRejectsGoesOnBeingSent() throws Exception {
        both.theirApi.revoke("token-1");
        both.ourApi.revoke("token-1");
        both.start(CACHED).addRenewing("direct:ours-renewing");
        for (int i = 0; i < 3; i++) {
            assertThat(both.send("direct:theirs").getException()).isInstanceOf(HttpOperationFailedException.class);
            succeeded(both.send("direct:ours-renewing"));
        }
        assertThat(both.theirApi.tokens()).containsExactly("token-1", "token-1", "token-1");
        assertThat(both.ourApi.tokens()).containsExactly("token-1", "token-2", "token-2", "token-2");
    }

    @Test
    void aSecretIsPutIntoTheBodyAsItIs() throws Exception {
        both.routes.options().setClientSecret(SECRET);
        both.start("oauth2BodyAuthentication=true&oauth2ClientSecret=RAW(" + SECRET + ")");
        succeeded(both.send("direct:theirs"));
        succeeded(both.send("direct:ours"));
        assertThat(body(both.theirServer).body()).endsWith("&client_secret=" + SECRET);
        assertThat(body(both.theirServer).field("client_secret")).contains("a");
        assertThat(body(both.ourServer).body()).contains("client_secret=a%26b%2Bc%2541");
        assertThat(body(both.ourServer).field("client_secret")).contains(SECRET);
    }

    @Test
    void anAnswerWithoutATokenIsKeptAndSentAsNull() throws Exception {
        both.theirServer.answers(number -> number == 1 ? json(200, "{\"expires_in\":300}") : token(number));
        both.ourServer.answer(json(200, "{\"expires_in\":300}"));
        both.start(CACHED);
        for (int i = 0; i < 2; i++) {
            succeeded(both.send("direct:theirs"));
            assertThat(both.send("direct:ours").getException())
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("access_token is missing");
        }
        assertThat(both.theirApi.tokens()).containsExactly("null", "null");
        assertThat(both.ourApi.tokens()).isEmpty();
    }

    @Test
    void aLifetimeThatIsNoNumberFailsTheExchange() throws Exception {
        String answer = "{\"access_token\":\"token-1\",\"expires_in\":\"abc\"}";
        both.theirServer.answer(json(200, answer));
        both.ourServer.answer(json(200, answer));
        both.start(CACHED);
        assertThat(both.send("direct:theirs").getException()).isInstanceOf(NumberFormatException.class);
        succeeded(both.send("direct:ours"));
        assertThat(both.theirApi.tokens()).isEmpty();
        assertThat(both.ourApi.tokens()).containsExactly("token-1");
    }

    @Test
    void aLiveTokenIsUsedWhileTheTokenServerIsDownByBoth() throws Exception {
        both.start(CACHED);
        for (int i = 0; i < 2; i++) {
            succeeded(both.send("direct:theirs"));
            succeeded(both.send("direct:ours"));
            both.theirServer.answer(json(503, "{}"));
            both.ourServer.answer(json(503, "{}"));
        }
        assertThat(both.theirApi.tokens()).containsExactly("token-1", "token-1");
        assertThat(both.ourApi.tokens()).containsExactly("token-1", "token-1");
    }

    /** The map of tokens, which nobody else may look into. */
    private static Map<?, ?> kept() throws ReflectiveOperationException {
        Field field = OAuth2ClientConfigurer.class.getDeclaredField("tokenCache");
        field.setAccessible(true);
        return (Map<?, ?>) field.get(null);
    }

    private static ReceivedRequest body(FakeTokenServer server) {
        var request = server.requests().get(0);
        return new ReceivedRequest(request.getUrl(), request.getBodyAsString());
    }

    private static void succeeded(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
    }
}
