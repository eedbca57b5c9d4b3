package io.github.cameladhese.auth.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.provider.AdullamWireFile;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers below {@code wire/adullam}, as they come over a connection. */
class AdullamAnswersTest {

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"documented", "invented-refresh-token"})
    void isATokenForAnHourAsTheVendorDocumentsIt(String file) {
        AccessToken token = token(json(200, AdullamWireFile.response(file)));

        assertThat(token.authorization()).isEqualTo("Bearer made-up.access.token");
        assertThat(token.lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(token.scopes()).containsExactly("read", "write");
    }

    @ParameterizedTest
    @CsvSource({"invented-invalid-client, 401, invalid_client", "invented-invalid-grant, 400, invalid_grant"})
    void isPermanentIfClientOrGrantAreRefused(String file, int status, String code) {
        TokenException failure = failure(json(status, AdullamWireFile.response(file)));

        assertThat(failure).isExactlyInstanceOf(CredentialsRejectedException.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.oauthError()).contains(code);
    }

    /** The vendor's other documents describe another login, so that the path may well be another one. */
    @Test
    void saysWhatElseMayBeWrongIfThereIsNoSuchPath() {
        for (ResponseDefinitionBuilder answer : new ResponseDefinitionBuilder[] {
            json(404, AdullamWireFile.response("invented-not-found")),
            aResponse()
                    .withStatus(404)
                    .withHeader("Content-Type", "text/html")
                    .withBody(AdullamWireFile.page("invented-not-found-page"))
        }) {
            TokenException failure = failure(answer);

            assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure)
                    .hasMessageStartingWith(
                            "No token for account 'customer-name' from " + server.url() + "/v1/oauth/token: HTTP 404")
                    .hasMessageContaining("Check baseUrl and tokenPath: there is no such token endpoint.")
                    .hasMessageContaining("POST /v1/auth/token")
                    .hasMessageNotContaining("realm");
        }
    }

    @Test
    void isTransientIfThereWereTooManyRequests() {
        TokenException failure = failure(json(429, AdullamWireFile.response("invented-too-many-requests"))
                .withHeader("Retry-After", "60"));

        assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(failure).hasMessageEndingWith(" Try again in 60 s.");
    }

    private AccessToken token(ResponseDefinitionBuilder answer) {
        server.answer(answer);
        try (Bench bench = bench()) {
            return bench.token();
        }
    }

    private TokenException failure(ResponseDefinitionBuilder answer) {
        server.answer(answer);
        try (Bench bench = bench()) {
            return bench.failure();
        }
    }

    private Bench bench() {
        return new Bench(Provider.ADULLAM, server.url()).scopes("read", "write");
    }
}
