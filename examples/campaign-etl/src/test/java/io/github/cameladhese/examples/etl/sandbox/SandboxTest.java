package io.github.cameladhese.examples.etl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the sandbox is as strict as what it stands for. */
class SandboxTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SandboxData DATA = new SeededData(1, 30);

    private final HttpClient http = HttpClient.newHttpClient();
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(DATA);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void listensOnLoopbackOnly() {
        assertThat(sandbox.url().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void letsATokenIn() throws Exception {
        HttpResponse<String> answer = get("/campaigns?offset=10&limit=15", "Bearer " + token());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode page = new ObjectMapper().readTree(answer.body());
        assertThat(page).hasSize(15);
        assertThat(page.get(0)).isEqualTo(DATA.campaigns(0, 10, 1).get(0));
    }

    @Test
    void letsNothingElseIn() throws Exception {
        String token = token();
        String[] parts = token.split("\\.", -1);
        String more = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("1", "2");
        String forged = parts[0] + "." + base64(more) + "." + parts[2];
        String unsigned = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";

        for (String header : List.of(
                "", "Bearer", "Bearer null", "Basic " + token, token, "Bearer " + forged, "Bearer " + unsigned)) {
            HttpResponse<String> answer = get("/campaigns", header);
            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_token\"}");
        }
    }

    @Test
    void letsNoTokenOfAnotherSandboxIn() throws Exception {
        String token = token();
        try (Sandbox other = Sandbox.start(DATA)) {
            HttpRequest request = HttpRequest.newBuilder(other.url().resolve("/campaigns"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aTokenLives300Seconds() throws Exception {
        String token = new SandboxTokens("issuer", Clock.fixed(NOW, ZoneOffset.UTC)).issue("client", Set.of());
        assertThat(claims(token).path("exp").asLong()
                        - claims(token).path("iat").asLong())
                .isEqualTo(300);
    }

    @Test
    void aTokenIsRefusedFromItsExpiryOn() throws Exception {
        Instant[] now = {NOW};
        SandboxTokens tokens = new SandboxTokens("issuer", new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
        String token = tokens.issue("client", Set.of("campaign:view"));

        now[0] = NOW.plus(SandboxTokens.LIFETIME).minus(Duration.ofMillis(1));
        assertThat(tokens.permissions(token)).contains(Set.of("campaign:view"));
        now[0] = NOW.plus(SandboxTokens.LIFETIME);
        assertThat(tokens.permissions(token)).isEmpty();
    }

    @Test
    void anAccountWithoutThePermissionSeesNoRows() throws Exception {
        sandbox.close();
        sandbox = Sandbox.start(DATA, Set.of("creative:view"), Clock.systemUTC());

        HttpResponse<String> answer = get("/campaigns", "Bearer " + token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bookings", "/bookings?campaignId=0", "/bookings?campaignId=x", "/campaigns?limit=ten"})
    void refusesParametersThatAreMissingOrMalformed(String path) throws Exception {
        assertThat(get(path, "Bearer " + token()).statusCode()).isEqualTo(400);
    }

    /** As seen on a Keycloak 26.5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        grant_type=client_credentials&client_id=%1$s&client_secret=wrong&scope=adhese-api       | 401 | unauthorized_client
        grant_type=client_credentials&client_id=%1$s&scope=adhese-api                           | 401 | unauthorized_client
        grant_type=client_credentials&client_id=nobody&client_secret=%2$s&scope=adhese-api      | 401 | invalid_client
        grant_type=client_credentials&client_id=%1$s&client_secret=%2$s&scope=                  | 400 | invalid_scope
        grant_type=client_credentials&client_id=%1$s&client_secret=%2$s&scope=bogus             | 400 | invalid_scope
        grant_type=client_credentials&grant_type=client_credentials                             | 400 | invalid_request
        grant_type=magic&client_id=%1$s&client_secret=%2$s                                      | 400 | unsupported_grant_type
        client_id=%1$s&client_secret=%2$s                                                       | 400 | invalid_request
        grant_type=client_credentials&client_id=%%                                              | 400 | invalid_request
        """)
    void givesNoTokenFor(String form, int status, String error) throws Exception {
        HttpResponse<String> answer = post(form.formatted(clientId(), secret()), "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new ObjectMapper().readTree(answer.body()).path("error").asText())
                .isEqualTo(error);
    }

    @Test
    void givesNoTokenForAnotherContentTypeRealmOrMethod() throws Exception {
        assertThat(post(form(), "application/json").body()).contains("Missing form parameter: grant_type");
        URI otherRealm = URI.create(tokenUrl().toString().replace("/sandbox/", "/Sandbox/"));
        assertThat(http.send(HttpRequest.newBuilder(otherRealm).build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("{\"error\":\"Realm does not exist\"}");
        assertThat(http.send(HttpRequest.newBuilder(tokenUrl()).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(sandbox.tokenRequests()).isEqualTo(2);
    }

    @Test
    void theSameSeedGivesTheSameData() {
        assertThat(new SeededData(1, 30).campaigns(0, 0, 30)).isEqualTo(DATA.campaigns(0, 0, 30));
        assertThat(new SeededData(2, 30).campaigns(0, 0, 30)).isNotEqualTo(DATA.campaigns(0, 0, 30));
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String contentType) throws Exception {
        return http.send(
                HttpRequest.newBuilder(tokenUrl())
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String token() throws Exception {
        HttpResponse<String> answer = post(form(), "application/x-www-form-urlencoded");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("expires_in").intValue()).isEqualTo(300);
        String token = body.path("access_token").asText();
        assertThat(claims(token).path("scope").asText()).isEqualTo("adhese-api");
        return token;
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private URI tokenUrl() {
        return URI.create(sandbox.url() + "/realms/sandbox/protocol/openid-connect/token");
    }

    private String form() {
        return "grant_type=client_credentials&client_id=" + clientId() + "&client_secret="
                + URLEncoder.encode(secret(), StandardCharsets.UTF_8) + "&scope=adhese-api";
    }

    private String clientId() {
        return sandbox.properties().getProperty("camel.component.adhese-auth.client-id");
    }

    private String secret() {
        return sandbox.properties().getProperty("camel.component.adhese-auth.client-secret");
    }
}
