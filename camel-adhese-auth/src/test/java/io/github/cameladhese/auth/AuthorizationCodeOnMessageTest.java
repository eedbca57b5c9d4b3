package io.github.cameladhese.auth;

import static io.github.cameladhese.auth.testkit.CodeRoutes.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CodeRoutes;
import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where an authorization code comes from, and that it goes to the token endpoint and nowhere else. */
class AuthorizationCodeOnMessageTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi();
    private final CodeRoutes routes = new CodeRoutes(server);

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    @Test
    void theCodeOfACallbackIsTakenOffTheMessageWithAllThatRepeatsIt() throws Exception {
        routes.startWith(STEP);
        Exchange exchange = callback("direct:start", "code-1");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(
                        Map.entry("Authorization", "Bearer token-1"),
                        Map.entry("state", "s-1"),
                        Map.entry(Exchange.HTTP_METHOD, "GET"));
        assertThat(exchange.getAllProperties().toString())
                .doesNotContain("code-1")
                .contains("ExchangeCode[hidden]");
    }

    @Test
    void theOwnHeaderComesFirstAndTheOtherOneIsLeftAlone() throws Exception {
        routes.startWith(STEP);
        Exchange exchange = routes.context().createProducerTemplate().request("direct:start", sent -> {
            sent.getMessage().setHeader(AdullamAuthConstants.CODE, "code-1");
            sent.getMessage().setHeader("code", "EUR"); // of something else
        });
        assertThat(routes.requestsWith("code-1")).hasSize(1);
        assertThat(exchange.getMessage().getHeader("code")).isEqualTo("EUR");
    }

    @Test
    void laterStepsOfTheExchangeNeedNoCodeAnyMore() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to(STEP)
                        .removeHeaders("*")
                        .setBody(constant("a,b"))
                        .split(body().tokenize(","))
                        .to(STEP)
                        .to("mock:children");
            }
        });
        callback("direct:start", "code-1");
        assertThat(routes.context()
                        .getEndpoint("mock:children", MockEndpoint.class)
                        .getExchanges())
                .extracting(child -> child.getMessage().getHeader("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aCodeIsNotSentForAnotherAccount() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(STEP).to(STEP + "&clientId=another");
            }
        });
        assertThat(callback("direct:start", "code-1").getException())
                .hasMessageContaining("was taken for another account or scope");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void aNewCodeReplacesTheOneBefore() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to(STEP)
                        .setHeader(AdullamAuthConstants.CODE, constant("code-2"))
                        .to(STEP);
            }
        });
        assertThat(callback("direct:start", "code-1").getMessage().getHeader("Authorization"))
                .isEqualTo("Bearer token-2");
    }

    @Test
    void theCodeOfAnotherUserIsNotTakenForTheOneBefore() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to(STEP)
                        .setHeader("code", constant("code-of-another"))
                        .to(STEP);
            }
        });
        assertThat(callback("direct:start", "code-1").getMessage().getHeader("Authorization"))
                .isEqualTo("Bearer token-2");
        assertThat(routes.requestsWith("code-of-another")).hasSize(1);
    }

    @Test
    void aCodeThatWasMovedToAnotherHeaderTakesTheCallbacksAddressAlong() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .setHeader(AdullamAuthConstants.CODE, header("code"))
                        .removeHeader("code")
                        .to(STEP);
            }
        });
        assertThat(callback("direct:start", "code&1+").getMessage().getHeaders())
                .containsOnlyKeys("Authorization", "state", Exchange.HTTP_METHOD);
    }

    @Test
    void whatAnApiCallsCodeIsNotTakenForOne() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .to(STEP)
                        .to(api.url())
                        .setHeader("code", constant("EUR"))
                        .to(STEP);
            }
        });
        Exchange exchange = callback("direct:start", "code-1");
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
        assertThat(exchange.getMessage().getHeader("code")).isEqualTo("EUR");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void theStepThatIsRunAgainAfterARejectionSaysThatTheCodeIsSpent() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(new AdullamAuthProcessor(STEP));
                from("direct:redelivered").to(STEP).to(api.url());
                from("direct:policy").policy(new AdullamAuthPolicy(STEP)).to(api.url());
            }
        });
        api.revoke("token-1").revoke("token-2");
        assertThat(callback("direct:redelivered", "code-1").getException())
                .isInstanceOf(HttpOperationFailedException.class); // nothing better than what the API said
        assertThat(callback("direct:policy", "code-2").getException())
                .isInstanceOf(AuthorizationCodeSpentException.class)
                .satisfies(
                        spent -> assertThat(spent.getSuppressed()[0]).isInstanceOf(HttpOperationFailedException.class));
        assertThat(server.requestCount()).isEqualTo(2);
        assertNoCodeReachedTheApi();
    }

    @Test
    void aBlockThatIsRunAgainDoesNotGetTheCodeEither() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:policy").policy(new AdullamAuthPolicy(STEP)).to(api.url());
            }
        });
        server.answers(number -> FakeTokenServer.json(
                200,
                "{\"access_token\":\"token-" + number + "\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"refresh_token\":\"refresh-" + number + "\"}"));
        api.revoke("token-1");
        Exchange exchange = callback("direct:policy", "code-1");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("welcome");
        assertThat(api.tokens()).containsExactly("token-1", "token-2");
        assertNoCodeReachedTheApi();
    }

    private void assertNoCodeReachedTheApi() {
        assertThat(api.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.getUrl()).doesNotContain("code");
            assertThat(request.getHeaders().toString()).doesNotContain("code-");
        });
    }

    /** A message as Camel's HTTP consumers make it of a callback request. */
    private Exchange callback(String uri, String code) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("code", code);
        headers.put("state", "s-1");
        headers.put(Exchange.HTTP_METHOD, "GET");
        headers.put(Exchange.HTTP_QUERY, "code=" + encoded(code) + "&state=s-1");
        headers.put(Exchange.HTTP_RAW_QUERY, "code=" + encoded(code) + "&state=s-1");
        headers.put(Exchange.HTTP_URI, "/callback?code=" + encoded(code) + "&state=s-1");
        headers.put(Exchange.HTTP_URL, "http://127.0.0.1:8080/callback?code=" + encoded(code) + "&state=s-1");
        return routes.context().createProducerTemplate().request(uri, exchange -> exchange.getMessage()
                .setHeaders(headers));
    }

    private static String encoded(String code) {
        return URLEncoder.encode(code, StandardCharsets.UTF_8);
    }
}
