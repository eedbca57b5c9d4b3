package io.github.cameladhese.auth.client;

import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.claims.Jwt;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a token lives by the answer that brought it. */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiresInTest {

    @Parameter
    Provider provider;

    private static final String GOOD =
            "{\"access_token\":\"marker-token\",\"token_type\":\"Bearer\",\"expires_in\":300}";

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "300, PT5M",
        "'\"300\"', PT5M",
        "300.5, PT5M0.5S",
        "1e9, PT24H",
        "9223372036854775808, PT24H",
        "'\"1e400\"', PT24H",
        "1e400, PT24H",
        "1e999999999, PT24H",
        "'\"abc\"', PT1M1S",
        "null, PT1M1S",
        "true, PT1M1S",
        "[], PT1M1S",
        "{}, PT1M1S"
    })
    void livesAsLongAsExpiresInSaysOrElseForTheDefault(String expiresIn, Duration lifetime) {
        assertThat(token(json(200, GOOD.replace("300", expiresIn))).lifetime()).isEqualTo(lifetime);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e-9", "\"0\"", "-1e400"})
    void isTransientIfTheTokenIsOverAlready(String expiresIn) {
        TokenException failure = failure(json(200, GOOD.replace("300", expiresIn)));

        assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("expires_in says that the token is over already");
    }

    @Test
    void livesAsLongAsTheTokenItselfSaysIfTheAnswerDoesNot() {
        String jwt = Jwt.of("{\"exp\":1767225720,\"iat\":1767225600}");
        String answer = "{\"access_token\":\"" + jwt + "\"}";

        assertThat(token(json(200, answer)).lifetime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(token(json(200, answer.replace("}", ",\"expires_in\":\"abc\"}")))
                        .lifetime())
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(token(json(200, answer.replace("}", ",\"expires_in\":300}"))).lifetime())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void livesForTheDefaultIfTheTokensOwnTimesCannotBeTrue() {
        String jwt = Jwt.of("{\"exp\":1,\"iat\":1767225600}");

        assertThat(token(json(200, "{\"access_token\":\"" + jwt + "\"}")).lifetime())
                .isEqualTo(Bench.DEFAULT_LIFETIME);
    }

    private AccessToken token(ResponseDefinitionBuilder answer) {
        server.answer(answer);
        try (Bench bench = new Bench(provider, server.url())) {
            return bench.token();
        }
    }

    private TokenException failure(ResponseDefinitionBuilder answer) {
        server.answer(answer);
        try (Bench bench = new Bench(provider, server.url())) {
            return bench.failure();
        }
    }
}
