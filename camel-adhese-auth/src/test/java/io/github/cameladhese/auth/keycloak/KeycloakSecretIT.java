package io.github.cameladhese.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the client secret comes from, and that it arrives as it is. */
@ExtendWith(KeycloakExtension.class)
class KeycloakSecretIT {

    private static final String STEP = "adhese-auth:customer-name";

    /** As in the realm file: whatever a form, a URI or Base64 could spoil. */
    private static final String ODD_SECRET = "test&not+real%41=a b\"c'dü:/?#€";

    @TempDir
    private Path directory;

    private final VerifyingApi api;
    private final KeycloakServer server;

    KeycloakSecretIT(KeycloakServer server) {
        this.server = server;
        this.api = new VerifyingApi(server);
    }

    @ParameterizedTest
    @EnumSource
    void sendsEveryCharacterAsItIs(ClientAuthentication how) throws Exception {
        try (CustomerApp app = new CustomerApp(server)) {
            app.options().setClientId("odd-secret-integration");
            app.options().setClientSecret(ODD_SECRET);
            app.options().setClientAuthentication(how);
            app.start(STEP);

            assertThat(clientOf(app.call(STEP))).isEqualTo("odd-secret-integration");
        }
    }

    @Test
    void takesEveryCharacterFromAnAddress() throws Exception {
        String step = STEP + "?clientId=odd-secret-integration&clientSecret=RAW(" + ODD_SECRET + ")";
        try (CustomerApp app = new CustomerApp(server).start(step)) {
            assertThat(clientOf(app.call(step))).isEqualTo("odd-secret-integration");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSecretFromAFile(ClientAuthentication how) throws Exception {
        Path file = Files.writeString(directory.resolve("client-secret"), ODD_SECRET + "\n");
        try (CustomerApp app = new CustomerApp(server)) {
            app.options().setClientId("odd-secret-integration");
            app.options().setClientSecret(null);
            app.options().setClientSecretFile(file.toString());
            app.options().setClientAuthentication(how);
            app.start(STEP);

            assertThat(clientOf(app.call(STEP))).isEqualTo("odd-secret-integration");
        }
    }

    private String clientOf(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        JsonNode claims = api.claims(exchange);
        return claims.get("azp").asText();
    }
}
