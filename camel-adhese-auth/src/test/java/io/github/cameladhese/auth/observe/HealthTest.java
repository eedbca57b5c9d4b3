package io.github.cameladhese.auth.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The health page of an application, for each vendor. */
@ParameterizedClass
@EnumSource
class HealthTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final Vendor vendor;
    private final Routes routes;
    private final String id;

    HealthTest(Vendor vendor) {
        this.vendor = vendor;
        this.routes = new Routes(server, vendor);
        this.id = vendor.scheme() + ":customer-name/" + Routes.CLIENT_ID;
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    /** As Spring's does, before it gives them their own. */
    @Test
    void aBeanPostProcessorMayAskTheChecksForTheirContext() {
        assertThat(new AccountHealthChecks().getCamelContext()).isNull();
    }

    @Test
    void anAccountThatNobodyHasUsedIsUpAndNothingIsFetchedForTheCheck() throws Exception {
        routes.startWith(vendor.step());
        for (int i = 0; i < 3; i++) {
            assertUp("UNUSED");
        }
        assertThat(server.requestCount()).isZero();
        assertThat(check().isReadiness()).isTrue();
        assertThat(check().isLiveness()).isFalse();
        assertThat(HealthCheckHelper.invokeReadiness(routes.context(), "full"))
                .extracting(HealthCheck.Result::getState)
                .containsOnly(HealthCheck.State.UP);
    }

    @Test
    void aUsableTokenIsUp() throws Exception {
        routes.startWith(vendor.step());
        routes.send("direct:start");
        HealthCheck.Result up = assertUp("FRESH");
        assertThat(up.getDetails())
                .containsEntry("token.seconds.to.expiry", 300L)
                .containsEntry("realm", "customer-name")
                .containsEntry("client.id", Routes.CLIENT_ID);
        assertThat(up.getMessage()).isEmpty();
    }

    @Test
    void aTokenThatRanOutBecauseNobodyAskedIsUp() throws Exception {
        routes.startWith(vendor.step());
        routes.send("direct:start");
        routes.clock().advance(Duration.ofHours(1));
        assertUp("EXPIRED");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void anOutageIsUpWithADetailUntilTheTokenIsPastUseAndThenDown() throws Exception {
        routes.startWith(vendor.step());
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        failOnceMoreAfter(Duration.ofSeconds(170));
        HealthCheck.Result due = assertUp("DUE");
        assertThat(due.getMessage()).hasValueSatisfying(remark -> assertThat(remark)
                .contains(
                        "The last fetch failed",
                        "The present token is still used",
                        "endpoint_unavailable",
                        "HTTP 503",
                        "1 time since"));
        assertThat(due.getDetails())
                .containsEntry("token.failure.kind", "endpoint_unavailable")
                .containsEntry("token.failure.http.status", 503)
                .containsEntry("token.failure.count", 1L)
                .containsEntry("token.failure.since", "2026-01-01T00:02:50Z")
                .containsKey("token.failure.next.attempt");

        failOnceMoreAfter(Duration.ofSeconds(124)); // 294 s
        assertUp("LAST_GASP");
        routes.clock().advance(Duration.ofMillis(999));
        assertUp("LAST_GASP");
        routes.clock().advance(Duration.ofMillis(1)); // 295 s
        HealthCheck.Result down = call();
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getMessage()).hasValueSatisfying(cause -> assertThat(cause)
                .startsWith(
                        "No token for " + id + ": endpoint_unavailable, HTTP 503, 2 times since 2026-01-01T00:02:50Z")
                .contains("next attempt at"));
        assertThat(down.getError()).isEmpty();
        assertThat(HealthCheckHelper.invokeReadiness(routes.context()))
                .extracting(HealthCheck.Result::getState)
                .containsOnly(HealthCheck.State.DOWN);

        server.answers(FakeTokenServer::token);
        routes.clock().advance(Duration.ofSeconds(20));
        await().until(() -> call().getState() == HealthCheck.State.UP); // by itself: no exchange asks
        assertUp("FRESH");
    }

    @Test
    void whoWantsATokenBeforehandIsDownUntilItIsThereAndTheCheckAsksAgain() throws Exception {
        server.hold();
        routes.startWith(vendor.step("prefetch=background"));
        assertThat(call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(call().getMessage())
                .hasValueSatisfying(cause -> assertThat(cause).contains("the first one is being fetched"));
        server.letGo();
        await().until(() -> call().getState() == HealthCheck.State.UP);
        assertThat(server.requestCount()).isEqualTo(1);

        routes.clock().advance(Duration.ofHours(1)); // nobody uses it
        call();
        await().until(() -> "FRESH".equals(call().getDetails().get("token.state")));
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void ofTwoAccountsWithOneNameTheWorseCounts() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(vendor.step("scope=one"));
                from("direct:other").to(vendor.step("scope=two"));
            }
        });
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(401, "invalid_client", "no"));
        routes.send("direct:other");
        assertThat(call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(call().getDetails()).containsEntry("token.failure.kind", "credentials_rejected");
        assertThat(checks("adhese-auth")).hasSize(1);
    }

    @Test
    void anAccountIsThereAsLongAsAProducerUsesIt() throws Exception {
        routes.context().start();
        Producer producer = routes.endpoint(vendor.step()).createProducer();
        producer.start();
        assertThat(checks("adhese-auth")).extracting(HealthCheck::getId).containsExactly(id);
        producer.stop();
        assertThat(checks("adhese-auth")).isEmpty();
    }

    @Test
    void endpointsAreAmongTheChecksOfProducersIfTheseAreOn() throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(routes.context());
        registry.register(registry.resolveById("producers"));
        routes.context().start();
        Producer one = routes.endpoint(vendor.step()).createProducer();
        Producer other = routes.endpoint(vendor.step("requestTimeout=9000")).createProducer();
        one.start();
        other.start();
        assertThat(checks("producers")).isEmpty(); // off by default
        registry.getRepository("producers").orElseThrow().setEnabled(true);
        assertThat(checks("producers")).extracting(HealthCheck::getId).containsExactly("producer:" + id);
        assertThat(checks("producers").get(0).call().getState()).isEqualTo(HealthCheck.State.UP);
        one.stop();
        assertThat(checks("producers")).hasSize(1);
        other.stop();
        assertThat(checks("producers")).isEmpty();
    }

    @Test
    void aComponentMayKeepItsEndpointsOutOfThem() throws Exception {
        HealthCheckRegistry registry = HealthCheckRegistry.get(routes.context());
        registry.register(registry.resolveById("producers"));
        registry.getRepository("producers").orElseThrow().setEnabled(true);
        routes.component().setHealthCheckProducerEnabled(false);
        routes.startWith(vendor.step());
        assertThat(checks("producers")).isEmpty();
        assertThat(isReady()).isTrue();
    }

    /** Or a message with a realm that does not exist would take the application away from everyone, for ever. */
    @Test
    void aRealmThatAMessageHasMadeUpMakesNothingIll() throws Exception {
        server.answer(FakeTokenServer.json(404, "{\"error\":\"Realm does not exist\"}"));
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").toD(vendor.step().replace("customer-name", "${header.realm}"));
            }
        });
        routes.sendWith("direct:start", "realm", "customer-name");
        assertThat(call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(call().getMessage()).hasValueSatisfying(remark -> assertThat(remark)
                .contains("unusable_answer, HTTP 404", "Exchanges with this account fail"));
        assertThat(isReady()).isTrue();
        routes.clock().advance(Duration.ofHours(1));
        assertThat(server.requestCount()).isEqualTo(1); // and is not tried for by itself
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "later", "processor", "policy"})
    void whatARouteWasBuiltForCounts(String way) throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "no"));
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                switch (way) {
                    case "processor" -> from("direct:start").process(vendor.processor(vendor.step()));
                    case "policy" ->
                        from("direct:start")
                                .policy(vendor.policy(vendor.step()))
                                .to("mock:block");
                    default -> from("direct:start").to(vendor.step());
                }
            }
        };
        if (way.equals("later")) {
            routes.context().start();
        }
        routes.start(route);
        routes.send("direct:start");
        assertThat(call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(isReady()).isFalse();
    }

    @Test
    void theyMayBeSwitchedOff() throws Exception {
        routes.startWith(vendor.step());
        HealthCheckRegistry.get(routes.context())
                .getRepository("adhese-auth")
                .orElseThrow()
                .setEnabled(false);
        assertThat(checks("adhese-auth")).isEmpty();
    }

    private HealthCheck.Result assertUp(String state) {
        HealthCheck.Result result = call();
        assertThat(result.getDetails()).containsEntry("token.state", state);
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        return result;
    }

    private void failOnceMoreAfter(Duration time) {
        long before = routes.status(vendor.step()).failures();
        routes.clock().advance(time);
        routes.send("direct:start");
        await().until(() -> routes.status(vendor.step()).failures() > before);
    }

    private boolean isReady() {
        return HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(routes.context(), "full"), true);
    }

    private HealthCheck.Result call() {
        return check().call();
    }

    private HealthCheck check() {
        return HealthCheckRegistry.get(routes.context()).getCheck(id).orElseThrow();
    }

    private List<HealthCheck> checks(String repository) {
        return HealthCheckRegistry.get(routes.context()).getRepository(repository).stream()
                .flatMap(found -> found.stream())
                .toList();
    }
}
