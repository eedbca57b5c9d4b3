package io.github.cameladhese.auth.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.cameladhese.auth.client.LoginServer.token;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.error;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tokens of an authorization code when the server gives a refresh token, which it may or may not replace. */
class RefreshTokenTest {

    private static final String SENT_CODE = "authorization_code " + CodeAccount.CODE;

    private final LoginServer server = new LoginServer();
    private final Bench bench = server.bench();
    private final CodeAccount account = new CodeAccount(bench);

    @AfterEach
    void stop() {
        account.source.close();
        bench.close();
        server.close();
    }

    @Test
    void renewsTheTokenInTheBackgroundAtHalfLife() {
        server.answers(token("token-1", "refresh-1"), token("token-2", "refresh-2"));
        account.token();
        bench.clock.advance(ofMinutes(30).minusMillis(1));
        assertThat(account.token().value()).isEqualTo("token-1");
        assertThat(account.requests()).isEqualTo(1);

        bench.clock.advance(ofMillis(1));
        assertThat(account.source.token()).as("at once").isDone();
        awaitToken("token-2");
        assertThat(server.grants()).containsExactly(SENT_CODE, "refresh_token refresh-1");
    }

    @Test
    void asksWithTheClientsCredentialsAndNeitherScopeNorRedirectUri() {
        server.answers(token("token-1", "refresh-1"), token("token-2"));
        account.token();
        bench.clock.advance(ofHours(1));
        account.token();

        assertThat(Provider.ADULLAM.members(server.server().requests().get(1).getBodyAsString()))
                .isEqualTo(Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "my-customer-integration",
                        "client_secret",
                        Bench.SECRET,
                        "refresh_token",
                        "refresh-1"));
    }

    @Test
    void takesTheNewestRefreshTokenAndKeepsItIfNoneComesAlong() {
        server.answers(
                token("token-1", "refresh-1"),
                token("token-2", "refresh-2"),
                token("token-3"),
                token("token-4", "refresh-4"),
                token("token-5"));
        for (int number = 1; number <= 5; number++) {
            assertThat(account.token().value()).isEqualTo("token-" + number);
            bench.clock.advance(ofHours(1));
        }

        assertThat(server.grants())
                .containsExactly(
                        SENT_CODE,
                        "refresh_token refresh-1",
                        "refresh_token refresh-2",
                        "refresh_token refresh-2",
                        "refresh_token refresh-4");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatSaysNothingOfTheRefreshToken")
    void keepsTheRefreshTokenIfRenewalInTheBackgroundFails(String what, ResponseDefinitionBuilder answer) {
        server.answers(token("token-1", "refresh-1"), answer, token("token-2"));
        account.token();
        bench.clock.advance(ofMinutes(30));
        assertThat(account.token().value()).isEqualTo("token-1");
        await().until(() -> account.source.status(0).failures() == 1);
        assertThat(account.token().value()).as("the live token").isEqualTo("token-1");

        bench.clock.advance(ofSeconds(31)); // past the pause, and not so far that the next request is given up
        account.token();
        awaitToken("token-2");
        assertThat(server.grants()).containsExactly(SENT_CODE, "refresh_token refresh-1", "refresh_token refresh-1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatSaysNothingOfTheRefreshToken")
    void keepsTheRefreshTokenIfRenewalFailsWhenTheTokenIsOver(String what, ResponseDefinitionBuilder answer) {
        server.answers(token("token-1", "refresh-1"), answer, answer, answer, token("token-2"));
        account.token();
        bench.clock.advance(ofHours(1));
        TokenException failure = account.failure();
        assertThat(failure).hasMessageNotContaining("log in again").hasMessageNotContaining("code");
        int attempts = failure.retryable() ? 3 : 1;
        assertThat(server.requests()).isEqualTo(1 + attempts);

        server.answers(token("token-2"));
        bench.clock.advance(ofMinutes(5));
        assertThat(account.token().value()).isEqualTo("token-2");
        assertThat(server.grants()).startsWith(SENT_CODE).hasSize(2 + attempts);
        assertThat(server.grants().stream().skip(1)).containsOnly("refresh_token refresh-1");
    }

    static Stream<Arguments> whatSaysNothingOfTheRefreshToken() {
        return Stream.of(
                arguments("503", aResponse().withStatus(503)),
                arguments("429", aResponse().withStatus(429)),
                arguments("invalid_grant with 503", error(503, "invalid_grant", "no")),
                arguments("an empty answer", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                arguments("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("garbage", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments("a web page", aResponse().withBody("<html>no</html>")),
                arguments("no token", json(200, "{}")),
                arguments("invalid_client", error(401, "invalid_client", "no")),
                arguments("404", aResponse().withStatus(404)));
    }

    @Test
    void keepsTheRefreshTokenOfAnAnswerThatNobodyWaitedForAnyMore() {
        server.answers(token("token-1", "refresh-1"), token("late", "refresh-2"), token("token-2"));
        account.token();
        bench.clock.advance(ofHours(1));
        server.server().hold();
        var waiting = account.source.token();
        server.awaitRequests(2);
        bench.clock.advance(ofSeconds(45)); // the cache waits no longer
        assertThat(waiting).isCompletedExceptionally();
        bench.clock.advance(ofMinutes(1));
        assertThat(account.source.token()) // refresh-1 may be worthless by now
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("an earlier request has not ended yet");

        server.server().letGo();
        await().ignoreExceptions().until(() -> {
            bench.clock.advance(ofMinutes(1));
            return account.token().value().equals("token-2");
        });
        assertThat(server.grants()).containsExactly(SENT_CODE, "refresh_token refresh-1", "refresh_token refresh-2");
    }

    @Test
    void hasTheTokenUsedUpAndThenTheUserLogInAgainIfTheRefreshTokenIsRefused() {
        server.answers(token("token-1", "refresh-1"), error(400, "invalid_grant", "Token is not active"));
        account.token();
        bench.clock.advance(ofMinutes(30));
        account.token();
        await().until(() -> account.source.status(0).failures() == 1);
        bench.clock.advance(ofSeconds(1795).minusMillis(1));
        assertThat(account.token().value()).isEqualTo("token-1");

        bench.clock.advance(ofMillis(1));
        account.spent();
        bench.clock.advance(ofHours(1));
        account.spent();
        assertThat(server.grants()).containsExactly(SENT_CODE, "refresh_token refresh-1");
    }

    @Test
    void saysThatTheRefreshTokenIsNoLongerGood() {
        server.answers(token("token-1", "refresh-1"), error(400, "invalid_grant", "Token is not active"));
        account.token();

        TokenException failure = account.spent(account.source.invalidate(Secret.of("token-1")));

        assertThat(failure)
                .hasMessageContaining("HTTP 400 invalid_grant (Token is not active). ")
                .hasMessageContaining("The refresh token is no longer good. Let the user log in again");
        assertThat(failure.status()).hasValue(400);
        assertThat(failure.oauthError()).contains("invalid_grant");
        assertThat(account.token().value()).as("for others").isEqualTo("token-1");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void renewsARejectedTokenAtOnce() {
        server.answers(token("token-1", "refresh-1"), token("token-2"));
        account.token();

        assertThat(account.source.invalidate(Secret.of("token-1")).join().value())
                .isEqualTo("token-2");
        assertThat(server.grants()).containsExactly(SENT_CODE, "refresh_token refresh-1");
    }

    private void awaitToken(String token) {
        await().until(() -> account.token().value().equals(token));
    }
}
