package io.github.cameladhese.auth.kamelet;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kamelet {@code adhese-campaigns-source}, run by camel-kamelet. */
class AdheseCampaignsSourceTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeTokenServer api = new FakeTokenServer();
    private final Routes routes = new Routes(server);
    private final MockEndpoint campaigns = routes.context().getEndpoint("mock:campaigns", MockEndpoint.class);
    private final MockEndpoint failed = routes.context().getEndpoint("mock:failed", MockEndpoint.class);

    @BeforeEach
    void camelIsNewEnough() {
        assumeFalse(routes.context().getVersion().startsWith("4.14."), "no function sum yet");
    }

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    @Test
    void emitsEachCampaignOfEachPage() throws Exception {
        pages("[{\"id\":1,\"budget\":0.12345678901234567890},{\"id\":2}]", "[{\"id\":3}]", "[]");
        campaigns.expectedBodiesReceived("{\"id\":1,\"budget\":0.1234567890123456789}", "{\"id\":2}", "{\"id\":3}");
        campaigns.allMessages().header("Content-Type").isEqualTo("application/json");
        campaigns.allMessages().header("Authorization").isNull();
        start("pageSize=2");
        await().until(() -> api.requestCount() == 3);
        campaigns.assertIsSatisfied();

        assertThat(urls())
                .containsExactly(
                        "/campaigns?offset=0&limit=2", "/campaigns?offset=2&limit=2", "/campaigns?offset=3&limit=2");
        assertThat(api.requests()).allSatisfy(request -> assertThat(request.getHeader("Authorization"))
                .isEqualTo("Bearer token-1"));
    }

    @Test
    void pathAndPagingAreThoseOfTheProperties() throws Exception {
        pages("[{\"id\":1}]", "[]");
        start("path=/v2/list&offsetParameter=from&limitParameter=count");
        await().until(() -> api.requestCount() == 2);
        assertThat(urls()).containsExactly("/v2/list?from=0&count=250", "/v2/list?from=1&count=250");
    }

    @Test
    void runsAgainAndAgain() throws Exception {
        api.answers(number -> FakeTokenServer.json(200, number % 2 == 1 ? "[{\"id\":1}]" : "[]"));
        campaigns.expectedMessageCount(3);
        start("period=10&repeatCount=3");
        campaigns.assertIsSatisfied(30_000);
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aTokenThatTheApiRejectsIsRenewedOnce() throws Exception {
        api.answers(number -> switch (number) {
            case 1 -> aResponse().withStatus(401);
            case 2 -> FakeTokenServer.json(200, "[{\"id\":1}]");
            default -> FakeTokenServer.json(200, "[]");
        });
        start("");
        await().until(() -> api.requestCount() == 3);
        assertThat(api.requests())
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2", "Bearer token-2");
    }

    @Test
    void anApiThatRejectsEachTokenEndsTheRun() throws Exception {
        api.answer(aResponse().withStatus(401));
        start("");
        assertThat(failure()).isInstanceOfSatisfying(HttpOperationFailedException.class, failure -> assertThat(
                        failure.getStatusCode())
                .isEqualTo(401));
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void aPageThatCannotBeReadEndsTheRun() throws Exception {
        api.answers(number -> number == 1
                ? FakeTokenServer.json(200, "[{\"id\":1}]")
                : aResponse().withStatus(400));
        start("");
        assertThat(failure()).isInstanceOfSatisfying(HttpOperationFailedException.class, failure -> assertThat(
                        failure.getStatusCode())
                .isEqualTo(400));
        assertThat(campaigns.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void anApiThatDoesNotPageIsNoticed() throws Exception {
        api.answer(FakeTokenServer.json(200, "[{\"id\":1}]"));
        start("");
        assertThat(failure())
                .hasMessage("The page of " + api.url() + "/campaigns at offset 1 is the same as the one before."
                        + " Set offsetParameter and limitParameter to what the API knows.");
        assertThat(campaigns.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoArrayIsNoticed() throws Exception {
        api.answer(FakeTokenServer.json(200, "{\"campaigns\":[]}"));
        start("");
        assertThat(failure())
                .hasMessage("The answer of " + api.url() + "/campaigns is no array."
                        + " Set path to that of the list of campaigns.");
        assertThat(campaigns.getReceivedCounter()).isZero();
    }

    /** Timers of one name share a thread. */
    @Test
    void aSourceThatIsBusyDelaysNoOther() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        api.answers(number -> FakeTokenServer.json(200, number <= 2 ? "[{\"id\":1}]" : "[]"));
        campaigns.expectedMessageCount(1);
        String source =
                "kamelet:adhese-campaigns-source?realm=customer-name&repeatCount=1&apiUrl=RAW(" + api.url() + ")";
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(source).process(exchange -> {
                    busy.countDown();
                    go.await();
                });
                from(source + "&path=/other").process(exchange -> busy.await()).to("mock:campaigns");
            }
        });
        campaigns.assertIsSatisfied(30_000);
        go.countDown();
    }

    @Test
    void anApiThatIgnoresTheOffsetEndsTheRunSomeTime() throws Exception {
        api.answers(number -> FakeTokenServer.json(200, "[{\"id\":1,\"at\":" + number + "}]"));
        start("maxPages=3");
        assertThat(failure())
                .hasMessage("The run has read 3 pages of " + api.url() + "/campaigns, 3 campaigns."
                        + " Set maxPages if there are more, else offsetParameter to what the API knows.");
        assertThat(api.requestCount()).isEqualTo(3);
    }

    @Test
    void noTokenLeavesWithAFailedExchange() throws Exception {
        api.answer(aResponse().withStatus(500));
        start("");
        failure();
        assertThat(failed.getExchanges().get(0).getMessage().getHeaders()).doesNotContainKey("Authorization");
    }

    @Test
    void neitherCookiesNorWhatA401SaysAreSentBack() throws Exception {
        api.answers(number -> switch (number) {
            case 1 ->
                aResponse()
                        .withStatus(401)
                        .withHeader("Set-Cookie", "session=1; Path=/")
                        .withHeader("X-Trace", "1");
            case 2 -> FakeTokenServer.json(200, "[{\"id\":1}]");
            default -> FakeTokenServer.json(200, "[]");
        });
        start("");
        await().until(() -> api.requestCount() == 3);
        assertThat(api.requests()).allSatisfy(request -> {
            assertThat(request.containsHeader("Cookie")).isFalse();
            assertThat(request.containsHeader("X-Trace")).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiUrl=http://api.adhese.org | apiUrl 'http://api.adhese.org' is plain http to a host that is not loopback",
                "apiUrl=https://a:b@api.adhese.org | apiUrl has a user, a query or a fragment",
                "path=campaigns | path must begin with one /",
                "path=.evil.example/x | path must begin with one /",
                "path=RAW(/campaigns?archived=false) | path must begin with one / and have no ? or #"
            })
    void anAddressThatCouldBeAnotherOneIsRefused(String property, String message) {
        assertThatThrownBy(() -> routes.startWith("direct:unused").context().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("kamelet:adhese-campaigns-source?realm=customer-name&" + property)
                                .to("mock:campaigns");
                    }
                }))
                .hasStackTraceContaining(message);
    }

    private void pages(String... pages) {
        api.answers(number -> FakeTokenServer.json(200, pages[number - 1]));
    }

    /** One run, unless the properties say otherwise; what fails goes to {@code mock:failed}. */
    private void start(String properties) throws Exception {
        String repeatCount = properties.contains("repeatCount") ? "" : "&repeatCount=1";
        failed.expectedMessageCount(1);
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:failed"));
                from("kamelet:adhese-campaigns-source?realm=customer-name&apiUrl=RAW(" + api.url() + ")" + repeatCount
                                + (properties.isEmpty() ? "" : "&" + properties))
                        .to("mock:campaigns");
            }
        });
    }

    private Throwable failure() throws Exception {
        failed.assertIsSatisfied(30_000);
        return failed.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private List<String> urls() {
        return api.requests().stream().map(LoggedRequest::getUrl).toList();
    }
}
