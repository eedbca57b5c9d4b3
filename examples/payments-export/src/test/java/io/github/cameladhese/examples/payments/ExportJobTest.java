package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export writes, and which tokens it uses. */
class ExportJobTest {

    private static final int PAYMENTS = 145;

    @TempDir
    private Path folder;

    private final CountedPayments payments = new CountedPayments(PAYMENTS);

    @Test
    void writesEveryPayment() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            TestExport export = new TestExport(sandbox, folder);
            Summary summary = export.run();

            assertThat(summary.payments()).isEqualTo(PAYMENTS);
            assertThat(summary.pages()).isEqualTo(15).isEqualTo(sandbox.apiRequests());
            assertThat(summary.tokenRequests()).isEqualTo(1).isEqualTo(sandbox.tokenRequests());
            assertThat(export.lines())
                    .hasSize(1 + PAYMENTS)
                    .startsWith(
                            "id,status,amount,currency,created_at,payer.name,payer.phone",
                            "pay_000001,completed,1.37,XTS,2026-01-01T00:07:00Z,Payer 1,+99900000001")
                    .contains(
                            "pay_000010,completed,4.70,XTS,2026-01-01T01:10:00Z,\"Payer 10, \"\"Shop\"\"\",+99900000010")
                    .contains("pay_000025,completed,10.25,XTS,2026-01-01T02:55:00Z,,+99900000025");
            assertThat(export.output())
                    .isEqualTo("Exporting payments from " + sandbox.url() + " to " + export.file() + "\n");
        }
    }

    @Test
    void writesEachPaymentOnceAndInTheirOrder() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            TestExport export = new TestExport(sandbox, folder);
            export.run();

            try (Reader file = Files.newBufferedReader(export.file());
                    CSVParser parser = CSVParser.parse(
                            file,
                            CSVFormat.RFC4180
                                    .builder()
                                    .setHeader()
                                    .setSkipHeaderRecord(true)
                                    .get())) {
                assertThat(parser.stream().map(record -> record.get("id")))
                        .hasSize(PAYMENTS)
                        .doesNotHaveDuplicates()
                        .isSorted();
            }
        }
    }

    @Test
    void writesOnlyWhatIsAskedFor() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            TestExport export = new TestExport(sandbox, folder)
                    .with("payments.status", "pending")
                    .with("payments.created-after", "2026-01-01T15:38:00Z"); // that of pay_000134
            assertThat(export.with("payments.columns", "id,status").run().payments())
                    .isEqualTo(2);

            assertThat(export.lines()).containsExactly("id,status", "pay_000138,pending", "pay_000143,pending");
        }
    }

    @Test
    void personalDataStayOutIfTheirColumnsAreLeftOut() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            TestExport export = new TestExport(sandbox, folder).with("payments.columns", "id,amount");
            export.run();

            assertThat(export.lines())
                    .hasSize(1 + PAYMENTS)
                    .noneMatch(line -> line.contains("Payer"))
                    .noneMatch(line -> line.contains("+999"));
        }
    }

    @Test
    void noPaymentsAreAFileWithNamesOnly() throws Exception {
        try (Sandbox sandbox = Sandbox.start(new CountedPayments(0), SandboxRules.DOCUMENTED)) {
            TestExport export = new TestExport(sandbox, folder).with("payments.columns", "id");

            assertThat(export.run().pages()).isEqualTo(1);
            assertThat(export.lines()).containsExactly("id");
        }
    }

    @Test
    void everyPageCarriesTheTokenOfItsTime() throws Exception {
        FakeClock time = new FakeClock();
        payments.atPage(page -> time.advance(Duration.ofMinutes(1)));
        SandboxRules shortLived = new SandboxRules(Duration.ofMinutes(5), 1000, Duration.ofMinutes(1), time);
        try (Sandbox sandbox = Sandbox.start(payments, shortLived)) {
            Summary summary = new TestExport(sandbox, folder).with(time).run();

            assertThat(summary.payments()).isEqualTo(PAYMENTS);
            // A quarter of an hour, and no page was refused for its token.
            assertThat(sandbox.apiRequests()).isEqualTo(15);
            assertThat(sandbox.tokenRequests()).isBetween(3L, 7L);
        }
    }

    @Test
    void aTokenThatTheApiRefusesIsReplacedOnTheWay() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            payments.atPage(page -> {
                if (page == 7) {
                    sandbox.revokeTokens();
                }
            });
            TestExport export = new TestExport(sandbox, folder);

            assertThat(export.run().payments()).isEqualTo(PAYMENTS);
            assertThat(export.lines()).doesNotHaveDuplicates().hasSize(1 + PAYMENTS);
            assertThat(sandbox.apiRequests()).isEqualTo(15 + 1);
            assertThat(sandbox.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void anApiThatRefusesEveryTokenIsNotAskedForEver() throws Exception {
        try (Sandbox sandbox = sandbox();
                Sandbox stranger = sandbox()) {
            String failure = new TestExport(sandbox, folder)
                    .with("payments.api-url", stranger.url().toString())
                    .with("camel.component.adullam-auth.base-url", sandbox.url().toString())
                    .failure();

            assertThat(failure).startsWith("Reading payments from " + stranger.url() + ": HTTP 401.");
            assertThat(stranger.apiRequests()).isEqualTo(2);
            assertThat(sandbox.tokenRequests()).isEqualTo(2);
        }
    }

    private Sandbox sandbox() throws Exception {
        return Sandbox.start(
                payments, new SandboxRules(Duration.ofHours(1), 1000, Duration.ofMinutes(1), InstantSource.system()));
    }
}
