package io.github.cameladhese.auth.dsl;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to have a token on a message, in each language that routes are written in. */
class DslMatrixTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi();
    private final Routes routes = new Routes(server);

    @AfterEach
    void stop() {
        routes.close();
        api.close();
        server.close();
    }

    static Stream<Arguments> matrix() {
        return Arrays.stream(Idiom.values())
                .flatMap(idiom -> Arrays.stream(Dsl.values()).map(dsl -> Arguments.of(idiom, dsl)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("matrix")
    void theCurrentTokenIsSent(Idiom idiom, Dsl dsl) throws Exception {
        start(idiom, dsl);
        assertThat(send().getException()).isNull();
        assertThat(send().getException()).isNull();
        routes.clock().advance(ofMinutes(10)); // over
        assertThat(send().getException()).isNull();

        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-2");
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> assertThat(request.getUrl())
                .isEqualTo("/realms/customer-name/protocol/openid-connect/token"));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("matrix")
    void aTokenThatTheApiRejectsIsRenewedByThoseThatCan(Idiom idiom, Dsl dsl) throws Exception {
        api.revoke("token-1");
        start(idiom, dsl);
        Exchange exchange = send();

        if (idiom.renews()) {
            assertThat(exchange.getException()).isNull();
            assertThat(api.tokens()).containsExactly("token-1", "token-2");
        } else {
            assertThat(exchange.getException()).isInstanceOf(HttpOperationFailedException.class);
            assertThat(api.tokens()).containsExactly("token-1");
        }
        assertThat(server.requestCount()).isEqualTo(api.tokens().size());
    }

    private void start(Idiom idiom, Dsl dsl) throws Exception {
        routes.context().getPropertiesComponent().addInitialProperty("api", api.url());
        dsl.add(idiom, routes.context());
        routes.context().start();
    }

    /** The realm is for {@code toD}. */
    private Exchange send() {
        return routes.sendWith("direct:start", "realm", "customer-name");
    }
}
