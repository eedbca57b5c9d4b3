package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.examples.observability.sandbox.Sandbox;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the sandbox lets nobody in without a token, and that its outages are real. */
class SandboxTest {

    private static final String COMPONENT = "camel.component.adhese-auth.";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox = Sandbox.start(Duration.ofSeconds(30));
    private final Properties properties = sandbox.properties();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void givesATokenForTheRightSecretOnly() throws Exception {
        assertThat(token(properties.getProperty(COMPONENT + "client-secret")).body())
                .contains("\"expires_in\":30");
        assertThat(token("test-secret-not-real").statusCode()).isEqualTo(401);
    }

    @Test
    void letsATokenInUntilItIsRevoked() throws Exception {
        token(properties.getProperty(COMPONENT + "client-secret"));
        String token = sandbox.everIssued().iterator().next();
        assertThat(campaigns("Bearer " + token)).isEqualTo(200);
        assertThat(campaigns("Bearer another")).isEqualTo(401);
        assertThat(campaigns("Basic " + token)).isEqualTo(401);

        sandbox.revokeTokens();
        assertThat(campaigns("Bearer " + token)).isEqualTo(401);
    }

    @Test
    void anOutageClosesThePortOfTheTokenServerOnly() throws Exception {
        assertThat(outage("POST")).isEqualTo(200);
        assertThatThrownBy(() -> token("any")).isInstanceOf(ConnectException.class);
        assertThat(campaigns("none")).isEqualTo(401);

        assertThat(outage("DELETE")).isEqualTo(200);
        assertThat(token("any").statusCode()).isEqualTo(401);
        assertThat(outage("GET")).isEqualTo(405);
    }

    private HttpResponse<String> token(String secret) throws Exception {
        URI url = URI.create(properties.getProperty(COMPONENT + "auth-server-url")
                + "/realms/sandbox/protocol/openid-connect/token");
        String form = "grant_type=client_credentials&scope=adhese-api&client_id=" + Sandbox.CLIENT_ID
                + "&client_secret=" + secret;
        return http.send(
                HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private int campaigns(String authorization) throws Exception {
        URI url = URI.create(properties.getProperty("adhese.api-url") + "/campaigns");
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", authorization)
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private int outage(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandbox.outageUrl())
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }
}
