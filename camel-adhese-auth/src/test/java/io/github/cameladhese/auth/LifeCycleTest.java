package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.TokenKey;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What happens at start and at stop. */
class LifeCycleTest extends VendorRouteTest {

    LifeCycleTest(Vendor vendor) {
        super(vendor);
    }

    @Test
    void noneFetchesNothingAtStart() throws Exception {
        routes.startWith(step);
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void requiredFetchesAtStartWhichFailsWithoutAToken() throws Exception {
        routes.startWith(vendor.step("prefetch=required"));
        assertThat(server.requestCount()).isEqualTo(1);
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");

        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        try (Routes failing = new Routes(server, vendor)) {
            assertThatThrownBy(() -> failing.startWith(vendor.step("prefetch=required")))
                    .hasRootCauseInstanceOf(CredentialsRejectedException.class);
        }
    }

    @Test
    void requiredAlsoMeansTheRequiredPermissions() {
        assertThatThrownBy(
                        () -> routes.startWith(vendor.step("prefetch=required", "requiredPermissions=campaign:view")))
                .hasStackTraceContaining(
                        vendor == Vendor.ADHESE
                                ? "requiredPermissions cannot be checked"
                                : "There is no option 'requiredPermissions'");
    }

    @Test
    void backgroundStartsWithoutWaitingAndOnlyLogsAFailure() throws Exception {
        server.hold();
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        try (CapturedLogs logs = new CapturedLogs()) {
            routes.startWith(vendor.step("prefetch=background"));
            assertThat(routes.context().getStatus().isStarted()).isTrue();
            server.letGo();
            await().untilAsserted(() -> assertThat(logs.lines(name -> name.startsWith("io.github.cameladhese")))
                    .filteredOn(line -> line.text().startsWith("WARN"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains("HTTP 503", "it is tried again by itself")));
        }
    }

    @Test
    void stoppingLeavesNoThreadAndFailsThoseWhoWait() throws Exception {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        routes.startWith(step);
        AsyncProducer producer = routes.endpoint(step).createAsyncProducer();
        producer.start();
        server.hold();
        Exchange waiting = new DefaultExchange(routes.context());
        producer.process(waiting, doneSync -> {});
        await().until(() -> server.requestCount() == 1);
        assertThat(ours(before)).isNotEmpty();

        routes.component().stop();
        await().until(() -> waiting.getException() != null);
        assertThat(waiting.getException()).hasMessageContaining("the component was stopped");
        await().untilAsserted(() -> assertThat(ours(before)).isEmpty());
    }

    @Test
    void endpointsThatDifferInWhatTheyCannotBothHaveAreWarned() throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            routes.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to(step);
                    from("direct:other").to(vendor.step("expiryMargin=60s", "requestTimeout=1s"));
                }
            });
            assertThat(logs.lines(name -> name.startsWith("io.github.cameladhese")))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.text()).startsWith("WARN").contains("[expiryMargin, requestTimeout]"));
        }
    }

    @Test
    void aProducerThatFailedToStartHoldsNoAccount() throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").toD(vendor.stepOf("realm${body}", "prefetch=required", "expiryMargin=1s"));
            }
        });
        for (int realm = 0; realm <= 1000; realm++) { // one more than are kept
            int number = realm;
            routes.context().createProducerTemplate().request("direct:start", exchange -> exchange.getMessage()
                    .setBody(number));
        }
        assertThat(server.requestCount()).isEqualTo(1001);
        TokenAccounts accounts = routes.component().runtime().accounts();
        assertThat(accounts.find(keyOf("realm0"))).isEmpty();
        assertThat(accounts.find(keyOf("realm1000"))).isNotEmpty();
    }

    @Test
    void aStoppedComponentStartsNothing() throws Exception {
        routes.startWith(step);
        AsyncProducer late = routes.endpoint(step).createAsyncProducer();
        routes.component().stop();
        assertThatThrownBy(late::start).hasStackTraceContaining("component is stopped");
        routes.component().start();
        late.start();
        late.stop();
    }

    @Test
    void theProcessorGoesOnAfterItsProducerWasStopped() throws Exception {
        OAuthProcessor processor = vendor.processor(step); // nobody starts it
        routes.context().start();
        Exchange first = new DefaultExchange(routes.context());
        processor.process(first);
        assertThat(first.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
        processor.stop();
        Exchange second = new DefaultExchange(routes.context());
        processor.process(second);
        assertThat(second.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
    }

    private TokenKey keyOf(String realm) {
        return routes.endpoint(vendor.stepOf(realm)).settings().key();
    }

    /** Threads of the component and of its HTTP client. */
    private Set<String> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains(vendor.threads()) || name.contains("HttpClient"))
                .collect(Collectors.toSet());
    }
}
