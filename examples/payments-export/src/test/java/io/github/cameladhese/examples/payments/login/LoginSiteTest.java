package io.github.cameladhese.examples.payments.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.payments.CountedPayments;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login, step by step as a browser sees it. */
class LoginSiteTest {

    private final CountedPayments payments = new CountedPayments(20);
    private final Browser browser = new Browser();
    private Sandbox sandbox;
    private LoginSite site;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(payments, SandboxRules.DOCUMENTED);
        site = LoginSite.start(sandbox.properties());
    }

    @AfterEach
    void stop() {
        site.close();
        sandbox.close();
    }

    @Test
    void endsOnAPageWithPayments() throws Exception {
        HttpResponse<String> page = browser.get(callback());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("You are logged in").contains("pay_000005: 2.85 XTS");
        assertThat(sandbox.tokenRequests()).isEqualTo(1);
        assertThat(sandbox.apiRequests()).isEqualTo(1);
        assertThat(page.body())
                .doesNotContain("pay_000006")
                .doesNotContain("Payer")
                .doesNotContain("+999");
        assertThat(sandbox.everIssued()).hasSize(2).allSatisfy(secret -> assertThat(page.body() + page.headers())
                .doesNotContain(secret));
    }

    @Test
    void thePageIsNotKeptAndTellsNobodyItsAddress() throws Exception {
        HttpResponse<String> page = browser.get(callback());

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Authorization")).isEmpty();
    }

    @Test
    void sendsTheBrowserAwayWithAStateThatOnlyTheBrowserKeeps() throws Exception {
        HttpResponse<String> answer = browser.get(site.loginUrl());

        assertThat(answer.statusCode()).isEqualTo(302);
        String location = Browser.locationOf(answer).toString();
        String state = location.replaceFirst(".*&state=", "");
        assertThat(location)
                .startsWith(sandbox.url() + "/authorize?response_type=code&client_id=sandbox-")
                .contains("&redirect_uri=http%3A%2F%2F127.0.0.1%3A"
                        + site.loginUrl().getPort() + "%2Fcallback&");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("login=" + state + "; Max-Age=600; ")
                .contains("; Path=/; HTTPOnly; SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(Browser.locationOf(browser.get(site.loginUrl())).toString()).doesNotContain(state);
    }

    @Test
    void behindHttpsTheCookieIsForHttpsOnly() throws Exception {
        Properties properties = sandbox.properties();
        properties.setProperty("login.redirect-uri", "https://example.com/callback?a=b&c=d");
        try (LoginSite behindProxy = LoginSite.start(properties)) {
            HttpResponse<String> answer = browser.get(behindProxy.loginUrl());

            assertThat(Browser.locationOf(answer).toString())
                    .contains("&redirect_uri=https%3A%2F%2Fexample.com%2Fcallback%3Fa%3Db%26c%3Dd&");
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure; ");
        }
    }

    @Test
    void aUserMayRefuse() throws Exception {
        URI authorize = Browser.locationOf(browser.get(site.loginUrl()));
        HttpResponse<String> page = browser.get(browser.get(URI.create(authorize + "&deny=true")));

        assertRefused(page, 403, "You did not allow it");
        assertThat(sandbox.tokenRequests()).isZero();
    }

    @Test
    void whatOtherReasonThereIsForNoCodeIsNotRepeated() throws Exception {
        URI callback = callback();
        String reason = callback.toString().replaceFirst("code=[^&]*", "error=%3Cscript%3E");

        HttpResponse<String> page = browser.get(URI.create(reason));

        assertRefused(page, 400, "The login brought no code");
        assertThat(page.body()).doesNotContain("script");
    }

    @Test
    void aCallbackOfAnotherBrowserIsRefused() throws Exception {
        URI callback = callback();

        assertRefused(new Browser().get(callback), 400, "not begun in this browser");
        assertThat(sandbox.tokenRequests()).isZero();

        assertThat(browser.get(callback).statusCode()).isEqualTo(200); // and the login itself is as good as before
    }

    @Test
    void aCallbackWithoutOrWithAMadeUpStateIsRefused() throws Exception {
        String callback = callback().toString();

        for (String made : new String[] {"", "&state=", "&state=made-up", "&state=a&state=b"}) {
            HttpResponse<String> page = browser.get(URI.create(callback.replaceFirst("&state=.*", made)));
            assertRefused(page, 400, "not begun in this browser");
        }
        assertThat(sandbox.tokenRequests()).isZero();
    }

    @Test
    void aCallbackWorksOnce() throws Exception {
        URI callback = callback();

        assertThat(browser.get(callback).statusCode()).isEqualTo(200);
        assertRefused(browser.get(callback), 400, "not begun in this browser");
        assertThat(sandbox.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aCodeThatSomebodyUsedBeforeLeadsToANewLogin() throws Exception {
        URI callback = callback();
        assertThat(redeem(callback)).isEqualTo(200);

        HttpResponse<String> page = browser.get(callback);

        assertRefused(page, 400, "cannot be used any more");
        assertThat(page.body()).doesNotContain(codeOf(callback));
        assertThat(sandbox.apiRequests()).isZero();
    }

    @Test
    void aTokenThatTheApiRefusesLeadsToANewLogin() throws Exception {
        try (Sandbox stranger = Sandbox.start(payments, SandboxRules.DOCUMENTED)) {
            restartWith("payments.api-url", stranger.url());

            assertRefused(browser.get(callback()), 400, "cannot be used any more");
            assertThat(stranger.apiRequests()).isEqualTo(1);
            assertThat(sandbox.tokenRequests()).isEqualTo(1); // the code was not sent again
        }
    }

    @Test
    void anApiThatFailsIsNotTheUsersFault() throws Exception {
        payments.atPage(page -> {
            throw new IllegalStateException();
        });
        URI callback = callback();

        HttpResponse<String> page = browser.get(callback);

        assertRefused(page, 502, "Try again later");
        assertThat(page.body()).doesNotContain(codeOf(callback)).doesNotContain("Exception");
    }

    @Test
    void aTokenEndpointThatRefusesTheClientIsNotTheUsersFault() throws Exception {
        try (Sandbox stranger = Sandbox.start(payments, SandboxRules.DOCUMENTED)) {
            restartWith("camel.component.adullam-auth.base-url", stranger.url());

            assertRefused(browser.get(callback()), 502, "Try again later");
            assertThat(stranger.tokenRequests()).isEqualTo(1);
        }
    }

    /** The sandbox answers 400 to a parameter that it does not know. */
    @Test
    void nothingOfTheBrowsersRequestReachesTheApi() throws Exception {
        URI callback = URI.create(callback() + "&CamelHttpQuery=a%3Db&other=thing");

        HttpResponse<String> page = browser.get(
                callback,
                "CamelHttpUri",
                "http://127.0.0.1:1/",
                "CamelHttpPath",
                "/elsewhere",
                "Authorization",
                "Basic YTpi",
                "CamelHttpMethod",
                "POST");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("other")).isEmpty();
    }

    @Test
    void onlyAGetIsALogin() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(callback())
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(sandbox.tokenRequests()).isZero();
    }

    private void assertRefused(HttpResponse<String> page, int status, String why) {
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.body()).contains(why).contains("<a href=\"/login\">Log in again</a>");
        assertThat(sandbox.everIssued())
                .allSatisfy(secret -> assertThat(page.body() + page.headers()).doesNotContain(secret));
    }

    /** The address with which the browser would come back from its login. */
    private URI callback() throws IOException, InterruptedException {
        return Browser.locationOf(browser.get(browser.get(site.loginUrl())));
    }

    private static String codeOf(URI callback) {
        return callback.getQuery().replaceFirst(".*code=", "").replaceFirst("&.*", "");
    }

    /** As somebody would who got hold of the code and knows the client's secret. */
    private int redeem(URI callback) throws IOException, InterruptedException {
        Properties client = sandbox.properties();
        String body =
                """
                {"grant_type":"authorization_code","client_id":"%s","client_secret":"%s","code":"%s","redirect_uri":"%s"}"""
                        .formatted(
                                client.getProperty("camel.component.adullam-auth.client-id"),
                                client.getProperty("camel.component.adullam-auth.client-secret"),
                                codeOf(callback),
                                callback.toString().replaceFirst("\\?.*", ""));
        HttpRequest request = HttpRequest.newBuilder(sandbox.url().resolve("/v1/oauth/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    /** One setting leads elsewhere; the others to the sandbox. */
    private void restartWith(String setting, URI elsewhere) throws Exception {
        site.close();
        Properties properties = sandbox.properties();
        properties.setProperty(
                "camel.component.adullam-auth.base-url", sandbox.url().toString());
        properties.setProperty("login.authorize-url", sandbox.url() + "/authorize");
        properties.setProperty(setting, elsewhere.toString());
        site = LoginSite.start(properties);
    }
}
