package io.github.cameladhese.auth.client;

import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class TokenClientTest {

    @Parameter
    Provider provider;

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void countsATokensLifetimeFromBeforeItWasAskedFor()
            throws ExecutionException, InterruptedException, TimeoutException {
        try (Bench bench = new Bench(provider, server.url())) {
            Moment before = Moment.now(bench.clock);
            server.hold();
            CompletableFuture<AccessToken> future = bench.client().token();
            await().until(() -> server.requestCount() == 1);
            bench.clock.advance(Duration.ofSeconds(7));
            server.letGo();

            AccessToken token = future.get(10, TimeUnit.SECONDS);

            assertThat(token.requestedAt()).isEqualTo(before);
            assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-01-01T00:05:00Z"));
        }
    }

    @Test
    void sendsOneRequestForEveryCall() {
        try (Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.client().requests()).isZero();
            assertThat(bench.token().value()).isEqualTo("token-1");
            assertThat(bench.token().value()).isEqualTo("token-2");
            assertThat(bench.client().requests()).isEqualTo(2);
            assertThat(server.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void countsRequestsThatFailToo() throws IOException {
        int port;
        try (ServerSocket justClosed = RawServer.open()) {
            port = justClosed.getLocalPort();
        }
        try (Bench bench = new Bench(provider, "http://127.0.0.1:" + port)) {
            bench.failure();
            bench.failure();

            assertThat(bench.client().requests()).isEqualTo(2);
        }
    }

    @Test
    void takesManyCallsAtOnce() {
        try (Bench bench = new Bench(provider, server.url())) {
            List<CompletableFuture<AccessToken>> calls =
                    IntStream.range(0, 20).mapToObj(i -> bench.client().token()).toList();

            assertThat(calls)
                    .extracting(
                            call -> call.orTimeout(30, TimeUnit.SECONDS).join().value())
                    .doesNotHaveDuplicates()
                    .hasSize(20);
        }
    }

    @Test
    void doesNotWaitInTheCallersThread() {
        server.hold();
        try (Bench bench = new Bench(provider, server.url())) {
            CompletableFuture<AccessToken> future = bench.client().token();

            assertThat(future).isNotDone();
            server.letGo();
            assertThat(future.orTimeout(10, TimeUnit.SECONDS).join().value()).isEqualTo("token-1");
        }
    }

    @Test
    void takesTheRequestedScopesForGrantedIfTheAnswerNamesNone() {
        server.answer(json(200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}"));
        try (CapturedLogs logs = new CapturedLogs();
                Bench bench = new Bench(provider, server.url()).scopes("ratecard", "adhese-api")) {
            assertThat(bench.token().scopes()).containsExactly("adhese-api", "ratecard");
            assertThat(warnings(logs)).isEmpty();
        }
    }

    @Test
    void saysOnceThatScopesAreMissing() {
        server.answer(granting("ratecard other"));
        try (CapturedLogs logs = new CapturedLogs();
                Bench bench = new Bench(provider, server.url()).scopes("ratecard", "b-scope", "a-scope")) {
            assertThat(bench.token().scopes()).containsExactly("other", "ratecard");
            bench.token();
            bench.token();
            assertThat(warnings(logs))
                    .singleElement()
                    .asString()
                    .contains(" The token for " + provider.terms().owner() + " 'customer-name' from " + server.url())
                    .contains("without the scopes [a-scope, b-scope]");
        }
    }

    @Test
    void knowsALongScopeAgain() {
        String scope = "com.example.platform.advertising.campaigns-and-bookings.read_only";
        server.answer(granting("adhese-api " + scope));
        try (CapturedLogs logs = new CapturedLogs();
                Bench bench = new Bench(provider, server.url()).scopes("adhese-api", scope)) {
            assertThat(bench.token().scopes()).containsExactly("adhese-api", scope);
            assertThat(warnings(logs)).isEmpty();
        }
    }

    @Test
    void keepsTheSecretOutOfScopesThatTheServerMadeOfIt() {
        server.answer(granting("adhese-api " + Bench.SECRET));
        try (Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.token().toString()).doesNotContain(Bench.SECRET);
        }
    }

    @Test
    void saysThatAllScopesAreMissing() {
        server.answer(granting(""));
        try (CapturedLogs logs = new CapturedLogs();
                Bench bench = new Bench(provider, server.url())) {
            assertThat(bench.token().scopes()).isEmpty();
            assertThat(warnings(logs)).singleElement().asString().contains("without the scopes [adhese-api]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adhese-api ratecard",
                "ratecard adhese-api",
                "openid ratecard profile adhese-api",
                "  ratecard   adhese-api "
            })
    void saysNothingOfMoreScopesOrAnotherOrder(String granted) {
        server.answer(granting(granted));
        try (CapturedLogs logs = new CapturedLogs();
                Bench bench = new Bench(provider, server.url()).scopes("adhese-api", "ratecard")) {
            assertThat(bench.token().scopes()).contains("adhese-api", "ratecard");
            assertThat(warnings(logs)).isEmpty();
        }
    }

    @Test
    void logsEachTokenAtDebugWithoutShowingIt() {
        server.answers(number -> number == 1 ? token(1) : FakeTokenServer.error(401, "invalid_client", "no"));
        try (CapturedLogs logs = new CapturedLogs();
                Bench bench = new Bench(provider, server.url())) {
            bench.token();
            bench.failure();
            assertThat(lines(logs))
                    .singleElement()
                    .asString()
                    .startsWith("DEBUG ")
                    .endsWith(" Fetched token for " + provider.terms().owner() + " 'customer-name' from " + server.url()
                            + provider.path() + ", valid for PT5M");
        }
    }

    @Test
    void failsThroughItsFutureForAnAddressThatHttpDoesNotKnow() {
        try (Bench bench = new Bench(provider, "ftp://127.0.0.1")) {
            TokenException failure = bench.failure();

            assertThat(failure).hasMessageContaining("the request failed (IllegalArgumentException).");
            assertThat(failure.status()).isEmpty();
        }
    }

    private static List<String> warnings(CapturedLogs logs) {
        return lines(logs).stream().filter(line -> line.startsWith("WARN ")).toList();
    }

    private static List<String> lines(CapturedLogs logs) {
        return logs.lines(TokenClient.class.getName()::equals).stream()
                .map(CapturedLogs.Line::text)
                .toList();
    }

    private static ResponseDefinitionBuilder granting(String scopes) {
        return json(
                200,
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"" + scopes + "\"}");
    }
}
