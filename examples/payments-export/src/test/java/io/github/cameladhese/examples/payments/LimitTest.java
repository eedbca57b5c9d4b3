package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That an export asks no faster than it may, and what it does if the API has had enough nevertheless. */
class LimitTest {

    private static final int PAGES = 15;

    @TempDir
    private Path folder;

    private final CountedPayments payments = new CountedPayments(PAGES * 10);
    private final FakeClock time = new FakeClock();

    /**
     * At the sandbox, by any length of time. A request is counted when it arrives, and so up to one more than the throttle lets
     * through: the one that left before and was still on its way.
     */
    @ParameterizedTest
    @CsvSource({"payments.requests-per-minute,payments.minute", "payments.requests-per-hour,payments.hour"})
    void noMoreRequestsArriveThanTheThrottleLetsThrough(String requests, String period) throws Exception {
        int most = 3;
        long millis = 250;
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        payments.atPage(page -> arrivals.add(System.currentTimeMillis())); // Camel's throttle goes by this clock
        try (Sandbox sandbox = sandbox(1000, Duration.ofMinutes(1), InstantSource.system())) {
            new TestExport(sandbox, folder)
                    .with(requests, "" + most)
                    .with(period, "" + millis)
                    .run();
        }

        assertThat(arrivals).hasSize(PAGES);
        for (int i = 0; i + most + 1 < PAGES; i++) {
            assertThat(arrivals.get(i + most + 1) - arrivals.get(i)).isGreaterThanOrEqualTo(millis);
        }
    }

    @Test
    void aRequestThatIsOneTooManyIsSentAgainWhenTheApiSays() throws Exception {
        AtomicLong askedAt = new AtomicLong();
        AtomicLong sentAgainAt = new AtomicLong();
        payments.atPage(page -> sentAgainAt.compareAndSet(0, page == 6 ? System.nanoTime() : 0));
        try (Sandbox sandbox = sandbox(5, Duration.ofSeconds(1), time)) {
            TestExport export = new TestExport(sandbox, folder)
                    .with("payments.max-pauses", "1")
                    .listening(line -> {
                        if (line.contains("(429)")) {
                            askedAt.compareAndSet(0, System.nanoTime());
                            time.advance(Duration.ofSeconds(1));
                        }
                    });

            assertThat(export.run().payments()).isEqualTo(PAGES * 10);
            assertThat(export.output()).contains("The API asks for a pause of 1 s (429).");
            assertThat(export.lines()).doesNotHaveDuplicates().hasSize(1 + PAGES * 10);
            assertThat(sandbox.tooManyRequests()).isEqualTo(2); // after 5 pages and after 10
            assertThat(sandbox.apiRequests()).isEqualTo(PAGES + 2);
            assertThat(sandbox.tokenRequests()).isEqualTo(1);
            assertThat(Duration.ofNanos(sentAgainAt.get() - askedAt.get()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void thatEndsOnceItHasWaitedOftenEnough() throws Exception {
        try (Sandbox sandbox = sandbox(5, Duration.ofSeconds(1), time)) {
            TestExport export = new TestExport(sandbox, folder).with("payments.max-pauses", "2");

            assertThat(export.failure())
                    .startsWith("Reading payments from " + sandbox.url() + ": HTTP 429.")
                    .contains("Try again later.");
            assertThat(sandbox.apiRequests()).isEqualTo(5 + 1 + 2);
            assertThat(sandbox.tokenRequests()).isEqualTo(1);
            assertThat(export.files()).isEmpty();
        }
    }

    @Test
    void aPauseThatIsTooLongIsNotBegun() throws Exception {
        try (Sandbox sandbox = sandbox(5, Duration.ofSeconds(91), time)) {
            TestExport export = new TestExport(sandbox, folder).with("payments.longest-pause", "90s");

            assertThat(export.failure()).contains("HTTP 429.").contains("payments.longest-pause");
            assertThat(sandbox.apiRequests()).isEqualTo(5 + 1);
            assertThat(export.output()).doesNotContain("pause");
        }
    }

    private Sandbox sandbox(int requests, Duration window, InstantSource clock) throws Exception {
        return Sandbox.start(payments, new SandboxRules(Duration.ofHours(1), requests, window, clock));
    }
}
