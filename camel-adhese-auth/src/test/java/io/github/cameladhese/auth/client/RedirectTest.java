package io.github.cameladhese.auth.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class RedirectTest {

    @Parameter
    Provider provider;

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeTokenServer other = new FakeTokenServer();

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isNotFollowedToAnotherHost(int status) {
        for (ClientAuthentication authentication : ClientAuthentication.values()) {
            TokenException failure = failure(redirect(status, other.url() + "/token"), authentication);

            assertThat(failure).isExactlyInstanceOf(UnusableAnswerException.class);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.status()).hasValue(status);
            assertThat(failure)
                    .hasMessageContaining("HTTP " + status + ", a redirect to 127.0.0.1.")
                    .hasMessageContaining("Set " + provider.terms().server());
        }
        assertThat(other.requestCount()).isZero();
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void isNotFollowedToTheSameHostEither(ClientAuthentication authentication) {
        failure(redirect(307, server.url() + "/elsewhere"), authentication);

        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void isNoTokenEvenIfOneComesWithIt() {
        ResponseDefinitionBuilder answer = redirect(302, other.url())
                .withHeader("Content-Type", "application/json")
                .withBody("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}");

        assertThat(failure(answer, ClientAuthentication.post)).hasMessageContaining("a redirect to 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example/auth?client_secret=marker%26secret%2Bwith%25odd%3Dcharacters, login.example",
        "https://user:password@login.example:8443/, login.example",
        "/elsewhere?token=x, another path",
        "'', another path",
        "'http://[', an unreadable address",
        "'https://a b/', an unreadable address"
    })
    void showsOnlyTheHostItLeadsTo(String location, String shown) {
        TokenException failure = failure(redirect(302, location), ClientAuthentication.post);

        assertThat(failure)
                .hasMessageContaining("a redirect to " + shown + ".")
                .hasMessageNotContaining("password")
                .hasMessageNotContaining("?");
    }

    @Test
    void bringsNoCookieThatWouldBeSentBack() {
        server.answers(number -> token(number)
                .withHeader("Set-Cookie", "AUTH_SESSION_ID=marker; Path=/")
                .withHeader("Set-Cookie", "KEYCLOAK=marker; Path=/"));
        try (Bench bench = new Bench(provider, server.url())) {
            bench.token();
            bench.token();
        }

        assertThat(server.requests()).hasSize(2).noneMatch(request -> request.containsHeader("Cookie"));
    }

    private TokenException failure(ResponseDefinitionBuilder answer, ClientAuthentication authentication) {
        server.answer(answer);
        try (Bench bench = new Bench(provider, server.url()).by(authentication)) {
            return bench.failure();
        }
    }

    private static ResponseDefinitionBuilder redirect(int status, String location) {
        return aResponse().withStatus(status).withHeader("Location", location);
    }
}
