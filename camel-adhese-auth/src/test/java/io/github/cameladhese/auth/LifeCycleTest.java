package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens at start and at stop, and to exchanges that must not leave their thread. */
class LifeCycleTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final Routes routes = new Routes(server);

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void noneFetchesNothingAtStart() throws Exception {
        routes.startWith("adhese-auth:customer-name");
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void requiredFetchesAtStartWhichFailsWithoutAToken() throws Exception {
        routes.startWith("adhese-auth:customer-name?prefetch=required");
        assertThat(server.requestCount()).isEqualTo(1);
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");

        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        try (Routes failing = new Routes(server)) {
            assertThatThrownBy(() -> failing.startWith("adhese-auth:customer-name?prefetch=required"))
                    .hasRootCauseInstanceOf(CredentialsRejectedException.class);
        }
    }

    @Test
    void requiredAlsoMeansTheRequiredPermissions() {
        assertThatThrownBy(() -> routes.startWith(
                        "adhese-auth:customer-name?prefetch=required&requiredPermissions=campaign:view"))
                .hasStackTraceContaining("requiredPermissions cannot be checked");
    }

    @Test
    void backgroundStartsWithoutWaitingAndOnlyLogsAFailure() throws Exception {
        server.hold();
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        try (CapturedLogs logs = new CapturedLogs()) {
            routes.startWith("adhese-auth:customer-name?prefetch=background");
            assertThat(routes.context().getStatus().isStarted()).isTrue();
            server.letGo();
            await().untilAsserted(() -> assertThat(logs.lines(name -> name.startsWith("io.github.cameladhese")))
                    .filteredOn(line -> line.text().startsWith("WARN"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains("HTTP 503", "The route goes on")));
        }
    }

    @Test
    void stoppingLeavesNoThreadAndFailsThoseWhoWait() throws Exception {
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        routes.startWith("adhese-auth:customer-name");
        AsyncProducer step =
                routes.context().getEndpoint("adhese-auth:customer-name").createAsyncProducer();
        step.start();
        server.hold();
        Exchange waiting = new DefaultExchange(routes.context());
        step.process(waiting, doneSync -> {});
        await().until(() -> server.requestCount() == 1);
        assertThat(ours(before)).isNotEmpty();

        routes.component().stop();
        await().until(() -> waiting.getException() != null);
        assertThat(waiting.getException()).hasMessageContaining("the component was stopped");
        await().untilAsserted(() -> assertThat(ours(before)).isEmpty());
    }

    @Test
    void anExchangeThatWaitsGoesOnInAThreadOfCamels() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("adhese-auth:customer-name").process(LifeCycleTest::noteThread);
            }
        });
        assertThat(routes.send("direct:start").getProperty("thread", String.class))
                .matches("Camel .* - AdheseAuth");
        assertThat(routes.send("direct:start").getProperty("thread"))
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void aTransactedExchangeStaysInItsThread() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("adhese-auth:customer-name").process(LifeCycleTest::noteThread);
            }
        });
        Exchange exchange = routes.context()
                .createProducerTemplate()
                .request("direct:start", sent -> sent.getExchangeExtension().setTransacted(true));
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
        assertThat(exchange.getProperty("thread"))
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void endpointsThatDifferInWhatTheyCannotBothHaveAreWarned() throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            routes.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("adhese-auth:customer-name");
                    from("direct:other").to("adhese-auth:customer-name?expiryMargin=60s&requestTimeout=1s");
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
                from("direct:start").toD("adhese-auth:realm${body}?prefetch=required&expiryMargin=1s");
            }
        });
        for (int realm = 0; realm <= 1000; realm++) { // one more than are kept
            int number = realm;
            routes.context().createProducerTemplate().request("direct:start", exchange -> exchange.getMessage()
                    .setBody(number));
        }
        assertThat(server.requestCount()).isEqualTo(1001);
        TokenAccounts accounts = routes.component().runtime().accounts();
        AdheseAuthConfiguration options = routes.component().getConfiguration().copy();
        options.setRealm("realm0");
        assertThat(accounts.find(new SettingsReader(options).read().key())).isEmpty();
        options.setRealm("realm1000");
        assertThat(accounts.find(new SettingsReader(options).read().key())).isNotEmpty();
    }

    @Test
    void aStoppedComponentStartsNothing() throws Exception {
        routes.startWith("adhese-auth:customer-name");
        AsyncProducer late =
                routes.context().getEndpoint("adhese-auth:customer-name").createAsyncProducer();
        routes.component().stop();
        assertThatThrownBy(late::start).hasStackTraceContaining("component is stopped");
        routes.component().start();
        late.start();
        late.stop();
    }

    @Test
    void thousandsThatWaitGoOnInCamelsThreadsOnly() throws Exception {
        routes.startWith("adhese-auth:customer-name");
        AsyncProducer step =
                routes.context().getEndpoint("adhese-auth:customer-name").createAsyncProducer();
        step.start();
        server.hold();
        int exchanges = 5000;
        CountDownLatch done = new CountDownLatch(exchanges);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < exchanges; i++) {
            assertThat(step.process(new DefaultExchange(routes.context()), doneSync -> {
                        threads.add(Thread.currentThread().getName());
                        done.countDown();
                    }))
                    .isFalse();
        }
        server.letGo();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(threads)
                .allMatch(name -> name.matches("Camel .* - AdheseAuth"))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(server.requestCount()).isEqualTo(1);
        step.stop();
    }

    @Test
    void theProcessorGoesOnAfterItsProducerWasStopped() throws Exception {
        AdheseAuthProcessor processor = new AdheseAuthProcessor("adhese-auth:customer-name"); // nobody starts it
        routes.context().start();
        Exchange first = new DefaultExchange(routes.context());
        processor.process(first);
        assertThat(first.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
        processor.stop();
        Exchange second = new DefaultExchange(routes.context());
        processor.process(second);
        assertThat(second.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void anExchangeThatStoodInAQueueGetsTheTokenThatIsCurrentThen() throws Exception {
        Deque<Runnable> queue = new ArrayDeque<>();
        routes.startWith("adhese-auth:customer-name");
        AsyncProducer producer =
                routes.context().getEndpoint("adhese-auth:customer-name").createAsyncProducer();
        producer.start();
        TokenSettings settings = ((AdheseAuthEndpoint) producer.getEndpoint()).settings();
        TokenAccount account =
                routes.component().runtime().accounts().find(settings.key()).orElseThrow();
        TokenStep step = new TokenStep(
                account.source(),
                new RequiredPermissions(Set.of(), settings.client().target(), json -> Map.of()),
                settings.client().target(),
                Duration.ofSeconds(60),
                new Routing(queue::add),
                routes.clock());
        Exchange exchange = new DefaultExchange(routes.context());
        step.process(exchange, doneSync -> {});
        await().until(() -> !queue.isEmpty());
        routes.clock().advance(Duration.ofSeconds(270));
        routes.send("direct:start");
        queue.remove().run();
        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-2");

        Exchange late = new DefaultExchange(routes.context());
        routes.clock().advance(Duration.ofMinutes(5));
        step.process(late, doneSync -> {});
        await().until(() -> !queue.isEmpty());
        routes.clock().advance(Duration.ofMinutes(5)); // the token that it waited for is over
        queue.remove().run();
        assertThat(late.getMessage().getHeaders()).isEmpty();
        await().until(() -> !queue.isEmpty());
        queue.remove().run();
        assertThat(late.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-4");
    }

    private static void noteThread(Exchange exchange) {
        exchange.setProperty("thread", Thread.currentThread().getName());
    }

    /** Threads of the component and of its HTTP client. */
    private static Set<String> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("AdheseAuth") || name.contains("HttpClient"))
                .collect(Collectors.toSet());
    }
}
