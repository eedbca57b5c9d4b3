package io.github.cameladhese.examples.payments.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the sandbox is as strict as what it stands for. */
class SandboxTest {

    private static final String REDIRECT = "http://127.0.0.1:1/callback";
    private static final String CLIENT = "'client_id':'%1$s','client_secret':'%2$s'";
    private static final String CREDENTIALS = "{'grant_type':'client_credentials'," + CLIENT + "}";

    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Instant now = Instant.parse("2026-02-01T00:00:00Z");
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(
                new MadeUpPayments(230), new SandboxRules(Duration.ofHours(1), 4, Duration.ofMinutes(1), () -> now));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void givesATokenAsDocumented() throws Exception {
        HttpResponse<String> answer = post(CREDENTIALS);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode token = json(answer);
        assertThat(token.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(token.path("expires_in").intValue()).isEqualTo(3600);
        assertThat(token.path("scope").asText()).isEqualTo("read write");
        assertThat(token.path("access_token").asText()).hasSize(32);
        assertThat(sandbox.everIssued())
                .containsExactly(token.path("access_token").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s'                                  | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s'} {}                              | 400 | invalid_request
        ['client_credentials']                                                                                        | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s'}                                                        | 400 | invalid_request
        {'client_id':'%1$s','client_secret':'%2$s'}                                                                   | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s','realm':'x'}                     | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s','scope':''}                      | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s','scope':['read']}                | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s','client_id':'%1$s'}              | 400 | invalid_request
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s','code':'c'}                      | 400 | invalid_request
        {'grant_type':'authorization_code','client_id':'%1$s','client_secret':'%2$s','code':'c'}                      | 400 | invalid_request
        {'grant_type':'authorization_code','client_id':'%1$s','client_secret':'%2$s','redirect_uri':'http://h'}       | 400 | invalid_request
        {'grant_type':'password','client_id':'%1$s','client_secret':'%2$s'}                                           | 400 | unsupported_grant_type
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'%2$s','scope':'read admin'}            | 400 | invalid_scope
        {'grant_type':'client_credentials','client_id':'%1$s','client_secret':'wrong'}                                | 401 | invalid_client
        {'grant_type':'client_credentials','client_id':'nobody','client_secret':'%2$s'}                               | 401 | invalid_client
        {'grant_type':'authorization_code','client_id':'%1$s','client_secret':'%2$s','code':'c','redirect_uri':'u'}   | 400 | invalid_grant
        """)
    void givesNoTokenFor(String body, int status, String error) throws Exception {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
        assertThat(sandbox.everIssued()).isEmpty();
    }

    @Test
    void takesJsonByPostOnly() throws Exception {
        assertThat(post(CREDENTIALS, "application/x-www-form-urlencoded").statusCode())
                .isEqualTo(400);
        assertThat(get("/v1/oauth/token", "").statusCode()).isEqualTo(405);
        assertThat(get("/v1/auth/token", "").statusCode()).isEqualTo(404);
        assertThat(sandbox.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aTokenIsRefusedFromItsExpiryOn() throws Exception {
        String token = token(CREDENTIALS);

        now = now.plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(get("/v1/payments", token).statusCode()).isEqualTo(200);
        now = now.plusMillis(1);
        assertThat(get("/v1/payments", token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "made-up"})
    void letsNothingElseIn(String token) throws Exception {
        HttpResponse<String> answer = get("/v1/payments", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void aTokenMustHaveTheScopeToRead() throws Exception {
        String body = "{'grant_type':'client_credentials'," + CLIENT + ",'scope':'%3$s'}";

        assertThat(get("/v1/payments", token(body.replace("%3$s", "write"))).statusCode())
                .isEqualTo(403);
        assertThat(get("/v1/payments", token(body.replace("%3$s", "read"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersSoManyRequestsInAMinute() throws Exception {
        String token = token(CREDENTIALS);
        for (int i = 0; i < 4; i++) {
            assertThat(get("/v1/payments", token).statusCode()).isEqualTo(200);
            now = now.plusSeconds(1);
        }

        HttpResponse<String> answer = get("/v1/payments", token);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("56");
        now = now.plusSeconds(56).minusMillis(1);
        assertThat(get("/v1/payments", token).headers().firstValue("Retry-After"))
                .contains("1");
        now = now.plusMillis(1);
        assertThat(get("/v1/payments", token).statusCode()).isEqualTo(200);
        assertThat(get("/v1/payments", token).statusCode()).isEqualTo(429);
        assertThat(sandbox.tooManyRequests()).isEqualTo(3);
    }

    @Test
    void aPageLeadsToTheNext() throws Exception {
        String token = token(CREDENTIALS);
        JsonNode first = json(get("/v1/payments?limit=100", token));
        JsonNode usual = json(get("/v1/payments", token));
        JsonNode last = json(get("/v1/payments?limit=100&status=pending", token));

        assertThat(first.path("data")).hasSize(100);
        assertThat(usual.path("data")).hasSize(50);
        assertThat(first.path("has_more").booleanValue()).isTrue();
        assertThat(first.path("next_cursor").asText()).isNotEmpty();
        assertThat(last.path("data")).hasSize(46);
        assertThat(last.path("has_more").booleanValue()).isFalse();
        assertThat(last.path("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=ten",
                "limit=1&limit=1",
                "cursor=made-up",
                "created_after=yesterday",
                "page=2"
            })
    void refusesParametersThatAreNotDocumented(String query) throws Exception {
        assertThat(get("/v1/payments?" + query, token(CREDENTIALS)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCodeWorksOnceAndItsSecondUseRevokesTheToken() throws Exception {
        String body = codeBody(code(), REDIRECT);
        String token = token(body);
        assertThat(get("/v1/payments", token).statusCode()).isEqualTo(200);

        HttpResponse<String> again = post(body);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(get("/v1/payments", token).statusCode()).isEqualTo(401);
    }

    @Test
    void aCodeIsForTheRedirectUriThatItWasIssuedFor() throws Exception {
        String code = code();

        assertThat(post(codeBody(code, REDIRECT + "/")).statusCode()).isEqualTo(400);
        assertThat(post(codeBody(code, REDIRECT)).statusCode()).isEqualTo(400); // used, if in vain
    }

    @Test
    void aCodeLivesTenMinutes() throws Exception {
        String inTime = code();
        String late = code();

        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(post(codeBody(inTime, REDIRECT)).statusCode()).isEqualTo(200);
        now = now.plusMillis(1);
        assertThat(post(codeBody(late, REDIRECT)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        response_type=token&state=a%20b          | error=unsupported_response_type&state=a+b
        response_type=code&scope=admin&state=s   | error=invalid_scope&state=s
        response_type=code&deny=true             | error=access_denied
        """)
    void sendsTheBrowserBackWithAnError(String parameters, String answer) throws Exception {
        HttpResponse<String> redirect = authorize(REDIRECT, parameters);

        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).contains(REDIRECT + "?" + answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/callback", "http://example.com/callback", "javascript:alert(1)", ""})
    void sendsNobodyToAnAddressThatIsNotRegistered(String redirectUri) throws Exception {
        HttpResponse<String> answer = authorize(redirectUri, "response_type=code");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    private HttpResponse<String> authorize(String redirectUri, String parameters) throws Exception {
        return get("/authorize?client_id=" + client("id") + "&redirect_uri=" + redirectUri + "&" + parameters, "");
    }

    private String code() throws Exception {
        String location = authorize(REDIRECT, "response_type=code&state=s")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(location).startsWith(REDIRECT + "?code=").endsWith("&state=s");
        return location.replaceFirst(".*code=", "").replaceFirst("&.*", "");
    }

    private static String codeBody(String code, String redirectUri) {
        return "{'grant_type':'authorization_code'," + CLIENT + ",'code':'" + code + "','redirect_uri':'" + redirectUri
                + "'}";
    }

    private String token(String body) throws Exception {
        return json(post(body)).path("access_token").asText();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(body, "application/json");
    }

    private HttpResponse<String> post(String body, String type) throws Exception {
        String filled = body.formatted(client("id"), client("secret")).replace('\'', '"');
        return http.send(
                HttpRequest.newBuilder(sandbox.url().resolve("/v1/oauth/token"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(filled))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String client(String what) {
        return sandbox.properties().getProperty("camel.component.adullam-auth.client-" + what);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
