package io.github.cameladhese.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.cameladhese.auth.Prefetch;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.net.URI;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route sees of each way in which Keycloak says no. */
@ExtendWith(KeycloakExtension.class)
class KeycloakRefusalIT {

    private static final String STEP = "adhese-auth:customer-name";

    private final KeycloakServer server;

    KeycloakRefusalIT(KeycloakServer server) {
        this.server = server;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            case                | client                  | secret               | how   | scope            | realm         | kind                | status | error
            wrong secret        | my-customer-integration | wrong-secret         | post  | adhese-api       | customer-name | CredentialsRejected | 401    | unauthorized_client
            wrong secret, basic | my-customer-integration | wrong-secret         | basic | adhese-api       | customer-name | CredentialsRejected | 401    | unauthorized_client
            unknown client      | nobody                  | test-secret-not-real | post  | adhese-api       | customer-name | CredentialsRejected | 401    | invalid_client
            unknown, basic      | nobody                  | test-secret-not-real | basic | adhese-api       | customer-name | CredentialsRejected | 401    | invalid_client
            disabled client     | disabled-integration    | test-secret-not-real | post  | adhese-api       | customer-name | CredentialsRejected | 401    | invalid_client
            no service account  | no-service-account      | test-secret-not-real | post  | adhese-api       | customer-name | CredentialsRejected | 401    | unauthorized_client
            public client       | public-app              | test-secret-not-real | post  | adhese-api       | customer-name | CredentialsRejected | 401    | unauthorized_client
            unknown scope       | my-customer-integration | test-secret-not-real | post  | bogus            | customer-name | PermissionMissing   | 400    | invalid_scope
            one unknown scope   | my-customer-integration | test-secret-not-real | post  | adhese-api,bogus | customer-name | PermissionMissing   | 400    | invalid_scope
            unknown realm       | my-customer-integration | test-secret-not-real | post  | adhese-api       | nowhere       | UnusableAnswer      | 404    | Realm does not exist
            realm in wrong case | my-customer-integration | test-secret-not-real | post  | adhese-api       | Customer-Name | UnusableAnswer      | 404    | Realm does not exist
            """)
    void failsWithAKindThatTellsWhatToMend(
            String name,
            String client,
            String secret,
            ClientAuthentication how,
            String scope,
            String realm,
            String kind,
            int status,
            String error)
            throws Exception {
        String step = "adhese-auth:" + realm;
        try (CustomerApp app = new CustomerApp(server)) {
            app.options().setClientId(client);
            app.options().setClientSecret(secret);
            app.options().setClientAuthentication(how);
            app.options().setScope(scope);
            app.start(step);

            TokenException failure = failure(app.call(step));

            assertThat(failure.getClass().getSimpleName()).isEqualTo(kind + "Exception");
            assertThat(failure.status()).hasValue(status);
            assertThat(failure.oauthError()).contains(error);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.realm()).isEqualTo(realm);
            assertThat(failure.tokenUrl())
                    .isEqualTo(URI.create(server.url() + "/realms/" + realm + "/protocol/openid-connect/token"));
            assertThat(failure).message().doesNotContain(secret);
            assertThat(app.status(step).requests()).as("never hammers").isEqualTo(1);
            assertThat(app.apiCalls()).isEmpty();
        }
    }

    @Test
    void saysToCheckTheRealmThatDoesNotExist() throws Exception {
        try (CustomerApp app = new CustomerApp(server).start("adhese-auth:nowhere")) {
            assertThat(failure(app.call("adhese-auth:nowhere")))
                    .isInstanceOf(UnusableAnswerException.class)
                    .hasMessageContaining("'nowhere'")
                    .hasMessageContaining("Check realm");
        }
    }

    @Test
    void saysToCheckTheSecretThatIsWrong() throws Exception {
        try (CustomerApp app = new CustomerApp(server)) {
            app.options().setClientSecret("wrong-secret");
            app.start(STEP);

            assertThat(failure(app.call(STEP))).hasMessageContaining("Check clientId and clientSecret");
        }
    }

    /** Before version 17, Keycloak's addresses began with /auth, and many a description still says so. */
    @Test
    void saysToCheckAuthServerUrlIfThereIsNothing() throws Exception {
        try (CustomerApp app = new CustomerApp(server)) {
            app.options().setAuthServerUrl(server.url() + "/auth");
            app.start(STEP);

            assertThat(failure(app.call(STEP)))
                    .isInstanceOf(UnusableAnswerException.class)
                    .hasMessageContaining("authServerUrl")
                    .extracting(TokenException::status, type(OptionalInt.class))
                    .isEqualTo(OptionalInt.of(404));
        }
    }

    @Test
    void tellsADisabledRealmFromAnUnknownOne() throws Exception {
        new KeycloakAdmin(server).createDisabledRealm("former-customer");
        try (CustomerApp app = new CustomerApp(server).start("adhese-auth:former-customer")) {
            TokenException failure = failure(app.call("adhese-auth:former-customer"));

            assertThat(failure).isInstanceOf(CredentialsRejectedException.class);
            assertThat(failure.status()).hasValue(403);
            assertThat(failure.oauthError()).contains("access_denied");
            assertThat(failure.retryable()).isFalse();
        }
    }

    @Test
    void doesNotStartWithoutTheTokenThatPrefetchRequires() {
        try (CustomerApp app = new CustomerApp(server)) {
            app.options().setClientSecret("wrong-secret");
            app.options().setPrefetch(Prefetch.required);

            assertThatThrownBy(() -> app.start(STEP)).hasStackTraceContaining("unauthorized_client");
        }
    }

    private static TokenException failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(TokenException.class);
        assertThat(exchange.getMessage().getHeader("Authorization")).isNull();
        return exchange.getException(TokenException.class);
    }
}
