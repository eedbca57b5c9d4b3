package io.github.cameladhese.auth;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdheseAuthRouteTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final Routes routes = new Routes(server);

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void theStepSetsTheHeaderAndAsksAsTheVendorDocumentsIt() throws Exception {
        routes.startWith("adhese-auth:customer-name?region=we");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(server.requests()).hasSize(1);
        var request = server.requests().get(0);
        assertThat(request.getUrl()).isEqualTo("/realms/customer-name/protocol/openid-connect/token");
        assertThat(request.getBodyAsString())
                .isEqualTo("grant_type=client_credentials&client_id=my-customer-integration"
                        + "&client_secret=test-secret-not-real&scope=adhese-api");
        assertThat(routes.status("adhese-auth:customer-name?region=we").requests())
                .isEqualTo(1);
    }

    @Test
    void aTokenOf300SecondsIsFetchedAgainAt270AndNotAt269() throws Exception {
        routes.startWith("adhese-auth:customer-name");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        routes.clock().advance(ofSeconds(269));
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        routes.clock().advance(ofSeconds(1));
        assertThat(routes.authorization()).isEqualTo("Bearer token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void eachRunReplacesTheHeaderThatTheMessageBrought() throws Exception {
        routes.startWith("adhese-auth:customer-name");
        Exchange exchange = routes.context().createProducerTemplate().request("direct:start", sent -> sent.getMessage()
                .setHeader("Authorization", "Bearer stale"));
        assertThat(exchange.getMessage().getHeader("authorization")).isEqualTo("Bearer token-1");
        assertThat(exchange.getMessage().getHeaders()).hasSize(1);
    }

    @Test
    void fiveHundredUrlsOfAnApiNeedOneToken() throws Exception {
        try (FakeTokenServer api = new FakeTokenServer()) {
            routes.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:page")
                            .to("adhese-auth:customer-name?region=we")
                            .setHeader("CamelHttpMethod", constant("GET"))
                            .toD(api.url() + "/campaigns?page=${header.page}");
                }
            });
            for (int page = 0; page < 500; page++) {
                int number = page;
                Exchange exchange = routes.context()
                        .createProducerTemplate()
                        .request("direct:page", sent -> sent.getMessage().setHeader("page", number));
                assertThat(exchange.getException()).isNull();
            }
            assertThat(server.requestCount()).isEqualTo(1);
            assertThat(api.requests()).hasSize(500).allSatisfy(request -> assertThat(request.getHeader("Authorization"))
                    .isEqualTo("Bearer token-1"));
        }
    }

    @Test
    void theProcessorSharesTheTokenOfTheStep() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("adhese-auth:customer-name?scope=adhese-api,ratecard");
                from("direct:bean")
                        .process(new AdheseAuthProcessor("adhese-auth:customer-name?scope=ratecard+adhese-api"));
            }
        });
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(routes.send("direct:bean").getMessage().getHeader("Authorization"))
                .isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aFailureCanBeToldApartByTheRoute() throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client or Invalid client credentials"));
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(CredentialsRejectedException.class).handled(true).setBody(simple("${exception.message}"));
                from("direct:start").to("adhese-auth:customer-name").setBody(constant("an API was called"));
            }
        });
        String url = server.url() + "/realms/customer-name/protocol/openid-connect/token";
        assertThat(routes.send("direct:start").getMessage().getBody(String.class))
                .isEqualTo("No token for realm 'customer-name' from " + url
                        + ": HTTP 401 invalid_client (Invalid client or"
                        + " Invalid client credentials). Check clientId and clientSecret, and that the client is enabled and"
                        + " has a service account.");
    }

    @Test
    void eachExchangeThrowsAnExceptionOfItsOwnWithTheSharedOneAsCause() throws Exception {
        server.answer(FakeTokenServer.json(404, "{\"error\":\"Realm does not exist\"}"));
        routes.startWith("adhese-auth:customer-name");
        TokenException first = (TokenException) routes.send("direct:start").getException();
        assertThat(first).isInstanceOf(UnusableAnswerException.class).hasCauseInstanceOf(UnusableAnswerException.class);
        assertThat(first.status()).hasValue(404);
        assertThat(first.oauthError()).contains("Realm does not exist");
        assertThat(first.retryable()).isFalse();
        assertThat(first.realm()).isEqualTo("customer-name");
        assertThat(first.tokenUrl()).hasPath("/realms/customer-name/protocol/openid-connect/token");
    }

    @Test
    void aSecretFileIsReadAgainForEachTokenRequest(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "first\n");
        routes.startWith("adhese-auth:customer-name?clientSecretFile=" + file);
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        Files.writeString(file, "second");
        routes.clock().advance(ofSeconds(270));
        assertThat(routes.authorization()).isEqualTo("Bearer token-2");
        assertThat(server.requests().get(0).getBodyAsString()).contains("client_secret=first&");
        assertThat(server.requests().get(1).getBodyAsString()).contains("client_secret=second&");
    }

    @Test
    void theTokenSurvivesARouteThatIsStoppedAndStarted() throws Exception {
        routes.startWith("adhese-auth:customer-name");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        String route = routes.context().getRoutes().get(0).getRouteId();
        routes.context().getRouteController().stopRoute(route);
        routes.context().getRouteController().startRoute(route);
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }
}
