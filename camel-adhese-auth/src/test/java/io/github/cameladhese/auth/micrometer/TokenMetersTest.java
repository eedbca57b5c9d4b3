package io.github.cameladhese.auth.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The meters of an application, for each vendor. */
@ParameterizedClass
@EnumSource
class TokenMetersTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TokenMeters listener = new TokenMeters();
    private final Vendor vendor;
    private final Routes routes;

    TokenMetersTest(Vendor vendor) {
        this.vendor = vendor;
        this.routes = new Routes(server, vendor);
        routes.context().getRegistry().bind("metricsRegistry", meters);
        routes.context().getRegistry().bind("tokenMeters", listener);
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void requestsAreTimedByOutcome() throws Exception {
        routes.startWith(vendor.step());
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        routes.clock().advance(Duration.ofSeconds(170));
        routes.send("direct:start");
        await().until(() -> count(TokenMeters.FAILURES, "kind", "endpoint_unavailable") == 1);
        assertThat(count(TokenMeters.REQUESTS, "outcome", "success")).isEqualTo(1);
        assertThat(count(TokenMeters.REQUESTS, "outcome", "endpoint_unavailable"))
                .isEqualTo(1);
        assertThat(meters.get(TokenMeters.FAILING).gauge().value()).isEqualTo(1);
        assertThat(count(TokenMeters.FAILURES, "kind", "credentials_rejected")).isZero();
        assertThat(meters.getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("camel.adhese.auth"))
                .allSatisfy(meter -> assertThat(meter.getId().getTags())
                        .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                        .contains(
                                "camelContext=" + routes.context().getName(),
                                "component=" + vendor.scheme(),
                                "account=customer-name/" + Routes.CLIENT_ID));
    }

    @Test
    void allAreThereBeforeAnythingIsCounted() throws Exception {
        routes.startWith(vendor.step());
        await().until(() -> meters.find(TokenMeters.WAITS).timer() != null);
        assertThat(meters.get(TokenMeters.REQUESTS)
                        .tag("outcome", "success")
                        .timer()
                        .count())
                .isZero();
        assertThat(meters.find(TokenMeters.REQUESTS).timers()).hasSize(5);
        assertThat(meters.find(TokenMeters.FAILURES).counters()).hasSize(4);
        assertThat(meters.get(TokenMeters.FAILING).gauge().value()).isZero();
        assertThat(total()).isZero();
    }

    @Test
    void theGaugeTellsHowLongTheTokenLives() throws Exception {
        routes.startWith(vendor.step());
        await().until(() -> !gauges().isEmpty());
        assertThat(expiry()).isNaN();
        routes.send("direct:start");
        assertThat(expiry()).isEqualTo(300);
        routes.clock().advance(Duration.ofSeconds(301));
        assertThat(expiry()).isNaN(); // nobody needs one
        server.answer(FakeTokenServer.error(401, "invalid_client", "no"));
        routes.send("direct:start");
        assertThat(expiry()).isEqualTo(-1);
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void waitsAndRejectionsAreCounted() throws Exception {
        firstExchangeWaits();
        assertThat(count(TokenMeters.REJECTIONS, "component", vendor.scheme())).isZero();
        routes.context()
                .createProducerTemplate()
                .sendBodyAndHeader(vendor.step("operation=invalidate"), null, "Authorization", routes.authorization());
        await().until(() -> count(TokenMeters.REJECTIONS, "component", vendor.scheme()) == 1);
    }

    @Test
    void anExchangeThatFindsATokenIsNotMeasured() throws Exception {
        firstExchangeWaits();
        double before = total();
        for (int i = 0; i < 100; i++) {
            routes.send("direct:start");
        }
        assertThat(total()).isEqualTo(before);
    }

    @Test
    void onlySoManyAccountsHaveMetersOfTheirOwn() throws Exception {
        listener.setMostAccounts(2);
        routes.context().start();
        for (int i = 1; i <= 5; i++) {
            routes.context().createProducerTemplate().sendBody(vendor.stepOf("customer-" + i), null);
        }
        await().until(() -> accounts().size() == 3);
        assertThat(accounts())
                .containsExactly("customer-1/" + Routes.CLIENT_ID, "customer-2/" + Routes.CLIENT_ID, "other");
        routes.clock().advance(Duration.ofSeconds(100));
        assertThat(meters.get(TokenMeters.EXPIRY)
                        .tag("account", "other")
                        .gauge()
                        .value())
                .isEqualTo(200); // that which is over first
        await().until(() -> meters.get(TokenMeters.REQUESTS)
                        .tags("account", "other", "outcome", "success")
                        .timer()
                        .count()
                == 3);
    }

    @Test
    void theMetersOfAnAccountThatIsForgottenAreFreeForAnother() {
        listener.setMostAccounts(1);
        Supplier<TokenStatus> first = TokenStatus::unused;
        Supplier<TokenStatus> second = TokenStatus::unused;
        TokenAccountId one = new TokenAccountId("adhese-auth", "one", "id");
        TokenAccountId two = new TokenAccountId("adhese-auth", "two", "id");
        listener.setCamelContext(routes.context());
        listener.opened(one, first);
        listener.opened(two, second);
        assertThat(accounts()).containsExactly("one/id", "other");
        listener.closed(one, first);
        listener.closed(two, second);
        assertThat(gauges()).isEmpty();
        listener.opened(two, second);
        assertThat(accounts()).containsExactly("other", "two/id"); // what was counted for all others stays
    }

    @Test
    void withoutARegistryItSaysSoOnceAndTokensFlow() throws Exception {
        routes.context().getRegistry().unbind("metricsRegistry");
        try (CapturedLogs logs = new CapturedLogs()) {
            routes.startWith(vendor.step());
            assertThat(routes.authorization()).isEqualTo("Bearer token-1");
            await().until(() -> logs.lines(name -> name.endsWith("TokenListeners")).stream()
                    .anyMatch(line -> line.text().startsWith("DEBUG"))); // the second time
            assertThat(logs.lines(name -> name.endsWith("TokenListeners")))
                    .filteredOn(line -> line.text().startsWith("WARN"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains("There is no MeterRegistry"));
        }
    }

    /** And all that is told of it has been counted. */
    private void firstExchangeWaits() throws Exception {
        server.hold();
        routes.startWith(vendor.step());
        var first = routes.context()
                .createFluentProducerTemplate()
                .to("direct:start")
                .asyncSend();
        await().until(() -> server.requestCount() == 1);
        server.letGo();
        first.get();
        await().until(() -> count(TokenMeters.WAITS, "component", vendor.scheme()) == 1);
        await().until(() -> count(TokenMeters.REQUESTS, "outcome", "success") == 1);
    }

    private double count(String name, String tag, String value) {
        return meters.find(name).tag(tag, value).meters().stream()
                .flatMap(meter -> stream(meter))
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** What counters and timers have counted. */
    private static Stream<Double> stream(Meter meter) {
        return meter.match(
                gauge -> Stream.empty(),
                counter -> Stream.of(counter.count()),
                timer -> Stream.of((double) timer.count()),
                summary -> Stream.empty(),
                longTask -> Stream.empty(),
                timeGauge -> Stream.empty(),
                functionCounter -> Stream.empty(),
                functionTimer -> Stream.empty(),
                other -> Stream.empty());
    }

    private double total() {
        return meters.getMeters().stream()
                .flatMap(TokenMetersTest::stream)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private List<String> accounts() {
        return meters.getMeters().stream()
                .map(meter -> String.valueOf(meter.getId().getTag("account")))
                .distinct()
                .sorted()
                .toList();
    }

    private List<Meter> gauges() {
        return List.copyOf(meters.find(TokenMeters.EXPIRY).meters());
    }

    private double expiry() {
        return meters.get(TokenMeters.EXPIRY).gauge().value();
    }
}
