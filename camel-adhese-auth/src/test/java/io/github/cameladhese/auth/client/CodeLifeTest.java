package io.github.cameladhese.auth.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.cameladhese.auth.client.LoginServer.token;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.error;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecretFile;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one token of an authorization code, when the server gives nothing to renew it by. */
class CodeLifeTest {

    private static final String SENT_CODE = "authorization_code " + CodeAccount.CODE;

    private final LoginServer server = new LoginServer().answers(token("token-1"));
    private final Bench bench = server.bench();
    private final CodeAccount account = new CodeAccount(bench);

    @AfterEach
    void stop() {
        account.source.close();
        bench.close();
        server.close();
    }

    @Test
    void isSharedByAllWhoAskAtOnce() throws Exception {
        server.server().hold();
        CountDownLatch all = new CountDownLatch(20);
        List<CompletableFuture<AccessToken>> tokens = new CopyOnWriteArrayList<>();
        List<Thread> callers = Stream.generate(() -> new Thread(() -> {
                    all.countDown();
                    while (all.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    tokens.add(account.source.token());
                }))
                .limit(20)
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        server.server().letGo();

        assertThat(tokens).hasSize(20);
        for (CompletableFuture<AccessToken> token : tokens) {
            assertThat(token.get(10, TimeUnit.SECONDS).value()).isEqualTo("token-1");
        }
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    @Test
    void isHandedOutUntilItsLastFiveSecondsAndThenTheCodeIsSpent() {
        account.token();
        bench.clock.advance(ofSeconds(3595).minusMillis(1));
        assertThat(account.token().value()).isEqualTo("token-1");

        bench.clock.advance(ofMillis(1));
        assertThat(account.spent()).hasMessageContaining("the authorization code was sent before, and works once.");
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    @Test
    void isNeverFollowedByARequestInTheBackground() {
        for (Duration passed = Duration.ZERO; passed.compareTo(ofSeconds(3595)) < 0; passed = passed.plusSeconds(5)) {
            assertThat(account.token().value()).isEqualTo("token-1");
            bench.clock.advance(ofSeconds(5));
        }
        assertThat(account.requests()).isEqualTo(1);
        for (int minute = 0; minute < 60; minute++) {
            account.spent();
            bench.clock.advance(ofMinutes(1));
        }
        assertThat(account.requests()).as("requests, also such as failed").isEqualTo(1);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void isOverForAllWhenOneReportsItAsRejected() {
        account.token();

        account.spent(account.source.invalidate(Secret.of("token-1")));
        account.spent();
        bench.clock.advance(ofSeconds(31)); // the pause is over
        account.spent();
        account.spent(account.source.invalidate(Secret.of("token-1")));
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    @Test
    void isNotHadTwiceByTwoAccountsWithOneCode() {
        SentCodes sent = new SentCodes(10);
        try (Bench one = server.bench();
                Bench other = server.bench().scopes("write")) {
            assertThat(new CodeAccount(one, sent).token().value()).isEqualTo("token-1");
            new CodeAccount(other, sent).spent();
        }
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    /** The server refuses it, and revokes what it has given for it, whatever redirect_uri comes with it. */
    @Test
    void isNotHadTwiceByTwoAccountsWithOneCodeAndAnotherRedirectUri() {
        SentCodes sent = new SentCodes(10);
        try (Bench one = server.bench();
                Bench other = server.bench()) {
            new CodeAccount(one, sent).token();
            Secret code = Secret.of(CodeAccount.CODE);
            new CodeAccount(
                            other,
                            Grant.authorizationCode("https://example.com/other").with(code),
                            sent)
                    .spent();
        }
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    /** The account itself knows that it has sent its code, however many logins came after it. */
    @Test
    void isNotHadAgainWhenTheCodeIsForgottenForOthers() {
        SentCodes forgetful = new SentCodes(1);
        try (Bench one = server.bench();
                Bench other = server.bench()) {
            CodeAccount first = new CodeAccount(one, forgetful);
            first.token();
            new CodeAccount(other, CodeAccount.GRANT.with(Secret.of("another-code")), forgetful).token();

            one.clock.advance(ofHours(1));
            first.spent();
        }
        assertThat(server.grants()).containsExactly(SENT_CODE, "authorization_code another-code");
    }

    @Test
    void isHadOnceTheSecretFileCanBeRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client-secret");
        try (Bench late = server.bench().secret(new ClientSecretFile(file))) {
            CodeAccount waiting = new CodeAccount(late);
            TokenException failure = waiting.failure();
            assertThat(failure).isExactlyInstanceOf(CredentialsRejectedException.class);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageContaining("NoSuchFileException").hasMessageNotContaining("code");
            assertThat(server.requests()).isZero();

            Files.writeString(file, "secret");
            late.clock.advance(ofMinutes(1));
            assertThat(waiting.token().value()).isEqualTo("token-1");
        }
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    @Test
    void isNotHadByANewSecretAfterTheOldOneWasRejected(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("client-secret");
        Files.writeString(file, "old");
        server.answers(error(401, "invalid_client", "no"), token("token-1"));
        try (Bench rotating = server.bench().secret(new ClientSecretFile(file))) {
            CodeAccount rejected = new CodeAccount(rotating);
            assertThat(rejected.failure())
                    .isExactlyInstanceOf(CredentialsRejectedException.class)
                    .hasMessageContaining("Check clientId and clientSecret")
                    .hasMessageEndingWith("when this is mended, let the user log in again, and pass on the new code.");

            Files.writeString(file, "new");
            rotating.clock.advance(ofSeconds(1));
            rejected.spent();
        }
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }

    /** A pause is for those who may ask again; here nobody may. */
    @Test
    void isNotPromisedForAfterThePause() {
        server.answers(error(400, "invalid_scope", "no"));
        account.failure();

        assertThat(account.failure()).hasMessageNotContaining("next attempt");
        assertThat(account.failure().retryAfter()).isEmpty();
    }

    @Test
    void isLostIfNoAnswerComesInTime() {
        server.server().hold();
        var waiting = account.source.token();
        server.awaitRequests(1);
        bench.clock.advance(ofSeconds(45)); // the cache waits no longer

        assertThat(waiting).isCompletedExceptionally();
        bench.clock.advance(ofMinutes(5));
        account.spent();
        assertThat(account.requests()).isEqualTo(1);
    }

    @Test
    void isNotAskedForAgainWhenTheAnswerIsLost() {
        server.answers(aResponse().withFault(Fault.EMPTY_RESPONSE), token("token-1"));
        assertThat(account.spent())
                .hasMessageContaining("the connection broke before the answer was here.")
                .hasMessageContaining("The authorization code was sent with this request, and works once.");

        bench.clock.advance(ofHours(1));
        account.spent();
        assertThat(server.grants()).containsExactly(SENT_CODE);
    }
}
