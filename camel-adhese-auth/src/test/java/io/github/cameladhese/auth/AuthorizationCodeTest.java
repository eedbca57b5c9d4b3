package io.github.cameladhese.auth;

import static io.github.cameladhese.auth.testkit.CodeRoutes.STEP;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.testkit.CodeRoutes;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code grantType=authorization_code}: a code is sent once, and its token is shared by all who bring the code. */
class AuthorizationCodeTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final CodeRoutes routes = new CodeRoutes(server);

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void theCodeOfTheHeaderIsExchangedForAToken() throws Exception {
        routes.startWith(STEP);
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        assertThat(server.requests().get(0).getBodyAsString())
                .isEqualTo("{\"grant_type\":\"authorization_code\",\"client_id\":\"my-shop-backend\","
                        + "\"client_secret\":\"test-secret-not-real\",\"code\":\"code-1\","
                        + "\"redirect_uri\":\"https://example.com/callback\"}");
    }

    @Test
    void eachCodeHasATokenOfItsOwnUntilItsEnd() throws Exception {
        routes.startWith(STEP);
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        assertThat(routes.authorization("code-2")).isEqualTo("Bearer token-2");
        routes.clock().advance(ofSeconds(294)); // the last 5 s of 300 s are not handed out
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        assertThat(routes.authorization("code-2")).isEqualTo("Bearer token-2");
        assertThat(server.requestCount()).isEqualTo(2);

        routes.clock().advance(ofSeconds(1));
        assertSpent(routes.sendCode("direct:start", "code-1"), "code was sent before, and works once");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void twoHundredThreadsWithOneCodeMakeOneRequest() throws Exception {
        routes.startWith(STEP);
        server.hold();
        ExecutorService threads = Executors.newFixedThreadPool(200);
        CountDownLatch asking = new CountDownLatch(200);
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(threads.submit(() -> {
                asking.countDown();
                return routes.authorization("code-1");
            }));
        }
        asking.await();
        server.letGo();
        for (Future<String> one : all) {
            assertThat(one.get()).isEqualTo("Bearer token-1");
        }
        threads.shutdown();
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aCodeWhoseAnswerIsLostIsNotSentAgain() throws Exception {
        try (RawServer cut = new RawServer(connection -> connection.readRequest())) { // and hangs up
            routes.component().getConfiguration().setBaseUrl(cut.url());
            routes.startWith(STEP);
            assertSpent(routes.sendCode("direct:start", "code-1"), "the connection broke before the answer was here");
            routes.clock().advance(ofHours(1));
            assertSpent(routes.sendCode("direct:start", "code-1"), "code was sent before");
            assertThat(cut.requests()).hasSize(1);
        }
    }

    @Test
    void aCodeThatCouldNotBeSentIsStillGood() throws Exception {
        String address = server.url();
        try (ServerSocket nobody = RawServer.open()) {
            routes.component().getConfiguration().setBaseUrl("http://127.0.0.1:" + nobody.getLocalPort());
        }
        routes.component().getConfiguration().setMaxAttempts(1);
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:refused").to(STEP);
                from("direct:start").to(STEP + "&baseUrl=" + address);
            }
        });
        assertThat(routes.sendCode("direct:refused", "code-1").getException())
                .isNotInstanceOf(AuthorizationCodeSpentException.class)
                .hasMessageContaining("the connection was refused");
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
    }

    @Test
    void aCodeThatTheServerRefusesNeedsANewLoginAndAWrongSecretIsToldAsSuch() throws Exception {
        routes.startWith(STEP);
        server.answer(FakeTokenServer.error(400, "invalid_grant", "Code not valid"));
        Exchange refused = routes.sendCode("direct:start", "code-1");
        assertSpent(refused, "HTTP 400 invalid_grant (Code not valid). The authorization code was sent");
        assertThat(refused.getException()).hasMessageContaining("check that redirectUri is exactly that");
        server.answer(FakeTokenServer.error(401, "invalid_client", ""));
        assertThat(routes.sendCode("direct:start", "code-2").getException())
                .isInstanceOf(CredentialsRejectedException.class)
                .hasMessageContaining("when this is mended, let the user log in again");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", ""));
        assertSpent(routes.sendCode("direct:start", "code-3"), "HTTP 503 temporarily_unavailable");
        assertThat(server.requestCount()).isEqualTo(3);
    }

    @Test
    void aCodeIsTheSameOneWithAnotherRedirectUri() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(STEP);
                from("direct:other").to(STEP + "2");
            }
        });
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        assertSpent(routes.sendCode("direct:other", "code-1"), "code was sent before");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void invalidateNeedsNoCode() throws Exception {
        routes.startWith(STEP + "&operation=invalidate");
        Exchange exchange = routes.context().createProducerTemplate().request("direct:start", sent -> sent.getMessage()
                .setHeader("Authorization", "Bearer other"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void aKeyStoreThatIsMissingFailsAtStart() {
        KeyStoreParameters missing = new KeyStoreParameters();
        missing.setResource("file:no/such/store.p12");
        missing.setPassword("unused");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(missing);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        routes.component().getConfiguration().setSslContextParameters(tls);
        assertThatThrownBy(() -> routes.startWith(STEP)).hasStackTraceContaining("sslContextParameters cannot be used");
    }

    @Test
    void aTokenThatAnApiRejectedCannotBeRenewed() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(STEP);
                from("direct:twice").to(STEP).to(STEP + "&operation=invalidate").to(STEP);
            }
        });
        assertSpent(routes.sendCode("direct:twice", "code-1"), "code was sent before");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aRefreshTokenRenewsTheTokenWithoutTheCode() throws Exception {
        routes.startWith(STEP);
        server.answers(AuthorizationCodeTest::withRefreshToken);
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        routes.clock().advance(ofSeconds(200));
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1"); // and renews it in the background
        await().until(() -> "Bearer token-2".equals(routes.authorization("code-1")));
        routes.clock().advance(ofHours(1));
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-3");
        assertThat(routes.requestsWith("code-1")).hasSize(1);
        assertThat(routes.requestsWith("refresh-1")).hasSize(1);
        assertThat(routes.requestsWith("refresh-2")).hasSize(1);
        assertThat(server.requestCount()).isEqualTo(3);
    }

    @Test
    void withoutACodeTheMessageSaysWhereItWasLookedFor() throws Exception {
        routes.startWith(STEP);
        Exchange none = routes.context().createProducerTemplate().request("direct:start", exchange -> {});
        assertThat(none.getException())
                .isInstanceOf(CamelExchangeException.class)
                .hasMessageContaining("No token for account 'my-shop'")
                .hasMessageContaining("neither in header CamelAdullamAuthCode nor in header code");
        Exchange refused = routes.context()
                .createProducerTemplate()
                .request("direct:start", exchange -> exchange.getMessage().setHeader("error", "access_denied"));
        assertThat(refused.getException()).hasMessageContaining("(the authorization server answered access_denied)");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void aCodeInAnOptionIsMaskedAndUsedForEveryExchange() throws Exception {
        routes.startWith(STEP + "&verificationCode=RAW(code&1)&prefetch=required");
        assertThat(routes.authorization("another")).isEqualTo("Bearer token-1");
        assertThat(routes.authorization("another")).isEqualTo("Bearer token-1");
        assertThat(routes.requestsWith("code&1")).hasSize(1);
        assertThat(routes.context().getEndpoints().toString())
                .contains("verificationCode=xxxxxx")
                .doesNotContain("code&1");
        assertThat(routes.context().getRoutes().get(0).toString()).doesNotContain("code&1");
    }

    @Test
    void codesThatAreRefusedDriveNoTokenAway() throws Exception {
        routes.startWith(STEP);
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        server.answer(FakeTokenServer.error(400, "invalid_grant", ""));
        for (int i = 0; i < 1001; i++) {
            routes.sendCode("direct:start", "junk-" + i);
        }
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        assertThat(routes.component().runtime().codes().size()).isEqualTo(1);
    }

    @Test
    void aTokenThatAnApiRejectedIsNotHandedToTheNextExchangeEither() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(STEP);
                from("direct:rejected").to(STEP).to(STEP + "&operation=invalidate");
            }
        });
        assertThat(routes.sendCode("direct:rejected", "code-1").getException()).isNull();
        await().untilAsserted(() -> assertSpent(routes.sendCode("direct:start", "code-1"), "code was sent before"));
        routes.clock().advance(ofSeconds(31));
        assertSpent(routes.sendCode("direct:start", "code-1"), "code was sent before");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aRestartedComponentDoesNotSendACodeAgain() throws Exception {
        routes.startWith(STEP);
        assertThat(routes.authorization("code-1")).isEqualTo("Bearer token-1");
        routes.context().getRouteController().stopAllRoutes();
        routes.component().stop();
        routes.component().start();
        routes.context().getRouteController().startAllRoutes();
        assertSpent(routes.sendCode("direct:start", "code-1"), "code was sent before");
        assertThat(routes.authorization("code-2")).isEqualTo("Bearer token-2");
    }

    @Test
    void tokensThatNobodyUsedForADayAreForgotten() throws Exception {
        routes.startWith(STEP);
        server.answers(AuthorizationCodeTest::withRefreshToken);
        TokenRuntime runtime = routes.component().runtime();
        routes.authorization("code-1");
        routes.clock().advance(ofHours(23));
        routes.authorization("code-2");
        runtime.sweep();
        assertThat(runtime.codes().size()).isEqualTo(2);
        routes.clock().advance(ofHours(1));
        runtime.sweep();
        assertThat(runtime.codes().size()).isEqualTo(1);
        assertSpent(routes.sendCode("direct:start", "code-1"), "code was sent before");
    }

    @Test
    void aTokenThatIsOverAndCannotBeRenewedIsForgotten() throws Exception {
        routes.startWith(STEP);
        TokenRuntime runtime = routes.component().runtime();
        routes.authorization("code-1");
        routes.clock().advance(ofSeconds(294));
        runtime.sweep();
        assertThat(runtime.codes().size()).isEqualTo(1);
        routes.clock().advance(ofSeconds(1));
        runtime.sweep();
        assertThat(runtime.codes().size()).isZero();
    }

    @Test
    void theTokenOfACodeInAnOptionCountsAsUsedUntilItsRouteStops() throws Exception {
        server.answers(AuthorizationCodeTest::withRefreshToken);
        routes.startWith(STEP + "&verificationCode=code-1");
        TokenRuntime runtime = routes.component().runtime();
        routes.authorization("");
        routes.clock().advance(ofHours(30));
        routes.context().getRouteController().stopAllRoutes();
        runtime.sweep();
        assertThat(runtime.codes().size()).isEqualTo(1);
    }

    private static ResponseDefinitionBuilder withRefreshToken(int number) {
        return FakeTokenServer.json(
                200,
                "{\"access_token\":\"token-" + number + "\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"refresh_token\":\"refresh-" + number + "\"}");
    }

    private static void assertSpent(Exchange exchange, String why) {
        assertThat(exchange.getException())
                .isInstanceOf(AuthorizationCodeSpentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("Let the user log in again, and pass on the new code.")
                .hasMessageNotContaining("Try again");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(((AuthorizationCodeSpentException) exchange.getException()).retryable())
                .isFalse();
    }
}
