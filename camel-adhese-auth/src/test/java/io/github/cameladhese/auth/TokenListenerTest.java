package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.ToldEvents;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenFailureKind;
import io.github.cameladhese.auth.token.TokenListener;
import io.github.cameladhese.auth.token.TokenStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Beans that listen: what they are told, and that they can cost nobody a token. */
class TokenListenerTest extends VendorRouteTest {

    private final ToldEvents told = new ToldEvents();

    TokenListenerTest(Vendor vendor) {
        super(vendor);
        routes.context().getRegistry().bind("told", told);
    }

    @Test
    void aTokenIsToldAndWhoHadToWaitForIt() throws Exception {
        server.hold(); // or the token may come before the step looks for it
        routes.startWith(step);
        CamelContext context = routes.context();
        var first = context.createFluentProducerTemplate().to("direct:start").asyncSend();
        await().until(() -> server.requestCount() == 1);
        server.letGo();
        first.get();
        routes.send("direct:start"); // finds the token, of which nobody is told
        await().until(() -> told.events().size() >= 4);
        assertThat(told.names()).containsExactlyInAnyOrder("opened", "Requested", "Fetched", "Waited");
        assertThat(told.names()).startsWith("opened").containsSubsequence("Requested", "Fetched");
        String account = vendor.scheme() + ":customer-name/my-customer-integration";
        assertThat(told.accounts()).containsOnly(account);
        assertThat(told.status().issued()).isEqualTo(1);
    }

    @Test
    void anOutageIsToldFromItsBeginningToItsEnd() throws Exception {
        routes.startWith(step);
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        routes.clock().advance(Duration.ofSeconds(170));
        routes.send("direct:start");
        await().until(() -> told.names().contains("Failed"));
        server.answers(FakeTokenServer::token);
        routes.clock().advance(Duration.ofSeconds(20));
        routes.send("direct:start");
        await().until(() -> told.names().contains("Recovered"));
        assertThat(told.names()).containsSubsequence("Failed", "Requested", "Fetched", "Recovered");
        assertThat(told.of(TokenEvent.Failed.class).usableUntil()).isPresent();
        assertThat(told.of(TokenEvent.Failed.class).trouble().lastFailure().status())
                .hasValue(503);
    }

    @Test
    void aRejectionIsTold() throws Exception {
        routes.startWith(step);
        String token = routes.authorization();
        routes.context()
                .createProducerTemplate()
                .sendBodyAndHeader(vendor.step("operation=invalidate"), null, "Authorization", token);
        await().until(() -> told.names().contains("Rejected"));
    }

    @Test
    void aListenerThatThrowsCostsNoTokenAndNoEventOfOthers() throws Exception {
        routes.context().getRegistry().bind("throwing", new TokenListener() {
            @Override
            public void fetched(TokenEvent.Fetched event) {
                throw new IllegalStateException("of the application");
            }

            @Override
            public void requested(TokenEvent.Requested event) {
                throw new NoClassDefFoundError("of the application");
            }
        });
        try (CapturedLogs logs = new CapturedLogs()) {
            routes.startWith(step);
            assertThat(routes.authorization()).isEqualTo("Bearer token-1");
            routes.clock().advance(Duration.ofSeconds(299));
            assertThat(routes.authorization()).isEqualTo("Bearer token-2");
            await().until(() -> told.names().stream().filter("Fetched"::equals).count() == 2);
            routes.close(); // until then the last event may be under way
            assertThat(logs.lines(TokenListeners.class.getName()::equals))
                    .filteredOn(line -> line.text().startsWith("WARN"))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.text()).contains("NoClassDefFoundError", "Tokens are not affected"));
        }
    }

    @Test
    void aListenerThatNeverReturnsHoldsNobodyUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        routes.context().getRegistry().bind("slow", new TokenListener() {
            @Override
            public void requested(TokenEvent.Requested event) {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        try {
            routes.startWith(step);
            for (int i = 1; i <= 20; i++) {
                assertThat(routes.authorization()).isEqualTo("Bearer token-" + i);
                routes.clock().advance(Duration.ofSeconds(299));
            }
            begun.await();
        } finally {
            end.countDown();
        }
    }

    @Test
    void whatAListenerCannotKeepUpWithIsDroppedWhichIsSaidOnce() {
        CountDownLatch end = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        routes.context().getRegistry().bind("slow", blocking(end, seen));
        try (CapturedLogs logs = new CapturedLogs();
                TokenListeners listeners = TokenListeners.of(routes.component())) {
            TokenEvent.Waited waited = new TokenEvent.Waited(null, Duration.ZERO);
            for (int i = 0; i < 9_000; i++) {
                listeners.tellOfMany(listener -> listener.waited(waited)); // the last thousand are too many
            }
            for (int i = 0; i < 3_000; i++) {
                listeners.tell(listener -> listener.failed(null)); // two thousand find room
            }
            listeners.tellForCertain(listener -> listener.closed(null, null));
            assertThat(logs.lines(TokenListeners.class.getName()::equals))
                    .singleElement()
                    .satisfies(line -> assertThat(line.text()).contains("do not keep up"));
            end.countDown();
            await().until(() -> seen.contains("closed"));
            assertThat(seen.stream().filter("waited"::equals).count()).isBetween(8_000L, 8_001L);
            assertThat(seen.stream().filter("failed"::equals).count()).isBetween(2_000L, 2_001L);
        }
    }

    @Test
    void aListenerThatNeverReturnsDoesNotOutliveTheContext() throws Exception {
        routes.context().getRegistry().bind("slow", blocking(new CountDownLatch(1), new CopyOnWriteArrayList<>()));
        server.hold();
        routes.startWith(step);
        var first = routes.context()
                .createFluentProducerTemplate()
                .to("direct:start")
                .asyncSend();
        await().until(() -> server.requestCount() == 1);
        server.letGo();
        first.get();
        routes.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(vendor.threads() + "Listeners")));
    }

    private static TokenListener blocking(CountDownLatch end, List<String> seen) {
        return new TokenListener() {
            @Override
            public void waited(TokenEvent.Waited event) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                seen.add("waited");
            }

            @Override
            public void failed(TokenEvent.Failed event) {
                seen.add("failed");
            }

            @Override
            public void closed(TokenAccountId account, Supplier<TokenStatus> status) {
                seen.add("closed");
            }
        };
    }

    @Test
    void theEndOfAnAccountIsToldBeforeTheThreadEnds() throws Exception {
        routes.startWith(step);
        routes.send("direct:start");
        routes.close();
        await().until(() -> told.names().contains("closed"));
        assertThat(told.names()).endsWith("closed");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(vendor.threads() + "Listeners")));
    }

    @Test
    void whatFailsIsToldByKind() throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        routes.startWith(step);
        Exchange exchange = routes.send("direct:start");
        assertThat(exchange.getException()).isNotNull();
        await().until(() -> told.names().contains("Failed"));
        assertThat(told.of(TokenEvent.Requested.class).failure()).contains(TokenFailureKind.CREDENTIALS_REJECTED);
        assertThat(told.of(TokenEvent.Failed.class).usableUntil()).isEmpty();
        assertThat(List.of(TokenFailureKind.values()))
                .extracting(TokenFailureKind::text)
                .allMatch(text -> text.matches("[a-z_]+"));
    }
}
