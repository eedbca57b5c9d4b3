package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One fetch with an authorization code that meets a fault, and another one an hour later: the code is sent once at most. */
final class CodeFaultRun {

    /** By then every pause is over, and so is every token. */
    private static final Duration LATER = Duration.ofHours(1);

    private final Scene scene;
    private final boolean certain;
    private final SentCodes sent = new SentCodes(10);

    /** @param certain whether it is the first attempt that sends the code */
    CodeFaultRun(Scene scene, boolean certain) {
        this.scene = scene;
        this.certain = certain;
    }

    /** What becomes of the code, as the table has it. */
    String meet(Duration requestTimeout) throws Exception {
        try (Bench bench = new Bench(Provider.ADULLAM, scene.url())
                .sslContext(scene.sslContext())
                .requestTimeout(requestTimeout)) {
            if (scene.beforeSecondFetch() != null) { // the first is another client's, over the same connection
                var first = bench.client(bench.transport()).token();
                assertThat(first.get(10, TimeUnit.SECONDS)).isNotNull();
                scene.beforeSecondFetch().run();
            }
            int requestsBefore = scene.requests();
            CodeAccount account = new CodeAccount(bench, sent);
            String cell = met(account);
            assertThat(scene.requests() - requestsBefore)
                    .as("requests with the code")
                    .isLessThanOrEqualTo(1);
            return cell;
        } finally {
            scene.end();
        }
    }

    private String met(CodeAccount account) throws Exception {
        CompletableFuture<AccessToken> outcome = account.source.token();
        boolean failed = outcome.handle((token, failure) -> failure != null).get(30, TimeUnit.SECONDS);
        TokenException failure = failed ? account.failure(outcome) : null;
        long attempts = account.requests();
        account.bench.clock.advance(LATER);
        if (failure instanceof TokenEndpointUnavailableException
                && !failure.getMessage().contains("code")) {
            assertThat(attempts).isEqualTo(failure.retryable() ? FaultRun.POLICY.maxAttempts() : 1);
            assertIsStillGood();
            return "still good";
        }
        assertThat(attempts).isBetween(1L, certain ? 1L : FaultRun.POLICY.maxAttempts());
        account.spent();
        assertThat(account.requests()).isEqualTo(attempts);
        if (failure == null) {
            return "token";
        }
        assertThat(failure.retryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("The authorization code was sent with this request, and works once")
                .hasMessageContaining("et the user log in again, and pass on the new code.")
                .hasMessageNotContaining("Try again");
        return failure instanceof AuthorizationCodeSpentException ? "spent" : "outcome, spent";
    }

    /** A server to which all goes well is sent the code, once. */
    private void assertIsStillGood() {
        try (FakeTokenServer good = new FakeTokenServer();
                Bench bench = new Bench(Provider.ADULLAM, good.url())) {
            CodeAccount account = new CodeAccount(bench, sent);
            assertThat(account.token().value()).isEqualTo("token-1");
            bench.clock.advance(LATER);
            account.spent();
            assertThat(good.requestCount()).isEqualTo(1);
        }
    }
}
