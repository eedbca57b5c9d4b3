package io.github.cameladhese.auth.client;

import static io.github.cameladhese.auth.testkit.FakeTokenServer.error;
import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.PermissionMissingException;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which kind of failure an answer with an error status is: the table "Classes of failure". */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerClassesTest {

    @Parameter
    Provider provider;

    private enum Kind {
        CREDENTIALS(CredentialsRejectedException.class),
        PERMISSION(PermissionMissingException.class),
        UNAVAILABLE(TokenEndpointUnavailableException.class),
        UNUSABLE(UnusableAnswerException.class);

        private final Class<? extends TokenException> type;

        Kind(Class<? extends TokenException> type) {
            this.type = type;
        }
    }

    private final FakeTokenServer server = new FakeTokenServer();
    private int requestsBefore;

    @BeforeEach
    void count() {
        requestsBefore = server.requestCount();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_client, CREDENTIALS",
        "401, invalid_client, CREDENTIALS",
        "403, invalid_client, CREDENTIALS",
        "400, unauthorized_client, CREDENTIALS",
        "401, unauthorized_client, CREDENTIALS",
        "403, unauthorized_client, CREDENTIALS",
        "400, invalid_grant, CREDENTIALS",
        "401, invalid_grant, CREDENTIALS",
        "400, access_denied, CREDENTIALS",
        "403, access_denied, CREDENTIALS",
        "400, invalid_scope, PERMISSION",
        "401, invalid_scope, PERMISSION",
        "403, invalid_scope, PERMISSION",
        "400, invalid_target, PERMISSION",
        "400, invalid_request, UNUSABLE",
        "401, invalid_request, UNUSABLE",
        "400, unsupported_grant_type, UNUSABLE",
        "200, invalid_client, CREDENTIALS",
        "200, invalid_scope, PERMISSION",
        "200, something_else, UNUSABLE",
        "400, something_else, UNUSABLE",
        "401, something_else, CREDENTIALS",
        "403, something_else, CREDENTIALS",
        "404, something_else, UNUSABLE",
        "404, invalid_client, CREDENTIALS",
        "302, something_else, UNUSABLE"
    })
    void isPermanentByItsErrorFirstAndItsStatusSecond(int status, String code, Kind kind) {
        TokenException failure = failure(error(status, code, "why"), kind);

        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.oauthError()).contains(code);
        assertThat(failure).hasMessageContaining("HTTP " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "200, temporarily_unavailable",
        "400, temporarily_unavailable",
        "401, temporarily_unavailable",
        "400, server_error",
        "500, server_error",
        "503, temporarily_unavailable",
        "503, invalid_client",
        "500, unauthorized_client",
        "429, invalid_request",
        "429, slow_down",
        "408, something_else",
        "425, something_else",
        "502, something_else"
    })
    void isTransientIfTheServerAsksToComeBackLater(int status, String code) {
        TokenException failure = failure(error(status, code, "why"), Kind.UNAVAILABLE);

        assertThat(failure.retryable()).isTrue();
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.oauthError()).contains(code);
        assertThat(failure).hasMessageContaining("HTTP " + status + " " + code + " (why).");
    }

    @ParameterizedTest
    @CsvSource({
        "408, UNAVAILABLE, true",
        "425, UNAVAILABLE, true",
        "429, UNAVAILABLE, true",
        "500, UNAVAILABLE, true",
        "502, UNAVAILABLE, true",
        "503, UNAVAILABLE, true",
        "504, UNAVAILABLE, true",
        "520, UNAVAILABLE, true",
        "599, UNAVAILABLE, true",
        "400, UNUSABLE, false",
        "401, CREDENTIALS, false",
        "403, CREDENTIALS, false",
        "404, UNUSABLE, false",
        "405, UNUSABLE, false",
        "410, UNUSABLE, false",
        "418, UNUSABLE, false",
        "300, UNUSABLE, false",
        "304, UNUSABLE, false"
    })
    void isClassedByItsStatusIfItHasNoJsonOrJsonWithoutAnError(int status, Kind kind, boolean retryable) {
        ResponseDefinitionBuilder html = WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>no</html>");
        for (ResponseDefinitionBuilder answer : new ResponseDefinitionBuilder[] {
            html, json(status, "{\"message\":\"no\"}"), json(status, ""), json(status, "{\"access_token\":\"t\"}")
        }) {
            requestsBefore = server.requestCount();
            TokenException failure = failure(answer, kind);

            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(failure.status()).hasValue(status);
            assertThat(failure.oauthError()).isEmpty();
            assertThat(failure).hasMessageContaining("HTTP " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "keycloak-wrong-secret, 401, CREDENTIALS, unauthorized_client",
        "keycloak-unknown-client, 401, CREDENTIALS, invalid_client",
        "keycloak-no-service-account, 401, CREDENTIALS, unauthorized_client",
        "keycloak-invalid-grant, 400, CREDENTIALS, invalid_grant",
        "keycloak-unknown-scope, 400, PERMISSION, invalid_scope",
        "keycloak-empty-scope, 400, PERMISSION, invalid_scope",
        "keycloak-unknown-realm, 404, UNUSABLE, Realm does not exist",
        "keycloak-wrong-path, 404, UNUSABLE, Unable to find matching target resource method",
        "keycloak-wrong-method, 405, UNUSABLE, HTTP 405 Method Not Allowed",
        "keycloak-unknown-grant, 400, UNUSABLE, unsupported_grant_type",
        "keycloak-missing-grant-type, 400, UNUSABLE, invalid_request",
        "keycloak-duplicate-parameter, 400, UNUSABLE, invalid_request"
    })
    void isPermanentForEveryErrorThatKeycloakWasSeenToAnswer(String file, int status, Kind kind, String code) {
        TokenException failure = failure(json(status, WireFile.response(file)), kind);

        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.oauthError()).contains(code);
        assertThat(failure).hasMessageContaining("HTTP " + status + " " + code).hasMessageContaining(" Check ");
    }

    @Test
    void saysInOneLineWhatWasTriedWhatCameAndWhatToDo() {
        TokenException failure = failure(json(401, WireFile.response("keycloak-wrong-secret")), Kind.CREDENTIALS);

        assertThat(failure)
                .hasMessage(provider.target(server.url()).noToken() + "HTTP 401 unauthorized_client"
                        + " (Invalid client or Invalid client credentials). Check clientId and clientSecret, and that "
                        + provider.terms().client() + ".");
    }

    private TokenException failure(ResponseDefinitionBuilder answer, Kind kind) {
        server.answer(answer);
        try (Bench bench = new Bench(provider, server.url())) {
            TokenException failure = bench.failure();
            assertThat(failure).isExactlyInstanceOf(kind.type);
            assertThat(server.requestCount() - requestsBefore).as("requests").isEqualTo(1);
            assertThat(bench.client().requests()).isEqualTo(1);
            return failure;
        }
    }
}
