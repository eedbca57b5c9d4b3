package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One WARN when tokens stop, one INFO when they flow again, and DEBUG between them. */
class OutageLogTest extends VendorRouteTest {

    private final CapturedLogs logs = new CapturedLogs();

    OutageLogTest(Vendor vendor) {
        super(vendor);
    }

    @AfterEach
    void closeLogs() {
        logs.close();
    }

    @Test
    void anOutageIsOneWarningAndOneRemarkHoweverLongItLasts() throws Exception {
        routes.startWith(step);
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        failOnceMoreAfter(Duration.ofSeconds(170));
        for (int i = 0; i < 10; i++) { // past its end
            failOnceMoreAfter(Duration.ofSeconds(20));
        }
        server.answers(FakeTokenServer::token);
        routes.clock().advance(Duration.ofSeconds(20));
        routes.send("direct:start");
        await().until(() -> status().trouble().orElseThrow().isOver());
        assertThat(loud()).hasSize(2);
        assertThat(loud().get(0))
                .startsWith("WARN")
                .contains(
                        "No token for " + (vendor == Vendor.ADHESE ? "realm" : "account") + " 'customer-name'",
                        "HTTP 503",
                        "The present token is used until 2026-01-01T00:04:55Z; exchanges fail from then on.",
                        "not logged again until tokens flow");
        assertThat(loud().get(1)).startsWith("INFO").contains("flow again, after 3m", "failed fetches");
    }

    @Test
    void aGlitchThatTheNextFetchMakesUpForIsNotWorthAWarning() throws Exception {
        routes.startWith(step);
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        failOnceMoreAfter(Duration.ofSeconds(170));
        server.answers(FakeTokenServer::token);
        routes.clock().advance(Duration.ofSeconds(20));
        routes.send("direct:start");
        await().until(() -> status().trouble().orElseThrow().isOver());
        assertThat(loud()).isEmpty();
    }

    @Test
    void aRefusalIsNoGlitch() throws Exception {
        routes.startWith(step);
        routes.send("direct:start");
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        failOnceMoreAfter(Duration.ofSeconds(170));
        assertThat(loud()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("WARN")
                .contains("Check clientId", "The present token is used until"));
    }

    @Test
    void whoHasNoTokenAtAllIsToldAtOnce() throws Exception {
        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        routes.startWith(step);
        failOnceMoreAfter(Duration.ZERO);
        failOnceMoreAfter(Duration.ofMinutes(1));
        assertThat(loud()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("WARN")
                .contains("Exchanges that need it fail; it is tried again by itself."));
    }

    /** What is not DEBUG or TRACE. */
    private List<String> loud() {
        return logs.lines(name -> name.startsWith("io.github.cameladhese")).stream()
                .map(CapturedLogs.Line::text)
                .filter(text -> !text.startsWith("DEBUG") && !text.startsWith("TRACE"))
                .toList();
    }

    private void failOnceMoreAfter(Duration time) {
        long before = status().failures();
        routes.clock().advance(time);
        routes.send("direct:start");
        await().until(() -> status().failures() > before);
    }

    private TokenStatus status() {
        return routes.status(step);
    }
}
