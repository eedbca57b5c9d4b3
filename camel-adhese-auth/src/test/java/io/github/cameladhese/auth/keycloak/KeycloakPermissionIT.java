package io.github.cameladhese.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.PermissionMissingException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The claims {@code permissions.adhese-api} and {@code permissions.ratecard}, as Keycloak writes them into a token. */
@ExtendWith(KeycloakExtension.class)
class KeycloakPermissionIT {

    private final KeycloakServer server;

    KeycloakPermissionIT(KeycloakServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adhese-api          | campaign:view",
                "adhese-api          | campaign:view,booking:view",
                "ratecard            | ratecard/ratecard:view",
                "adhese-api,ratecard | creative:view,ratecard/ratecard:view",
            })
    void callsTheApiIfTheTokenHasThePermissions(String scope, String required) throws Exception {
        String step = step(scope, required);
        try (CustomerApp app = new CustomerApp(server).start(step)) {
            Exchange exchange = app.call(step);

            assertThat(exchange.getException()).isNull();
            assertThat(app.apiCalls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adhese-api          | campaign:edit               | campaign:edit",
                "adhese-api          | campaign:view,booking:edit  | booking:edit",
                "ratecard            | ratecard/ratecard:edit      | ratecard/ratecard:edit",
                "ratecard            | ratecard/campaign:view      | ratecard/campaign:view", // it is of the other
                // scope
                "adhese-api,ratecard | ratecard:view               | ratecard:view", // so is this
            })
    void callsNoApiIfOneIsMissing(String scope, String required, String missing) throws Exception {
        String step = step(scope, required);
        try (CustomerApp app = new CustomerApp(server).start(step)) {
            Exchange exchange = app.call(step);

            assertThat(exchange.getException())
                    .isInstanceOf(PermissionMissingException.class)
                    .hasMessageContaining("[" + missing + "]"); // and not those that are there
            assertThat(exchange.getMessage().getHeader("Authorization")).isNull();
            assertThat(app.apiCalls()).isEmpty();
        }
    }

    private static String step(String scope, String required) {
        return "adhese-auth:customer-name?scope=" + scope + "&requiredPermissions=" + required;
    }
}
