package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.examples.payments.login.Browser;
import io.github.cameladhese.examples.payments.login.LoginSite;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That neither secrets nor what is in a payment is logged or said, whatever happens. */
class LogTest {

    @TempDir
    private Path folder;

    private final CountedPayments payments = new CountedPayments(60);
    private final FakeClock time = new FakeClock();

    @Test
    void noVerificationCodeTokenNameOrNumberIsLogged() throws Exception {
        List<String> said = new ArrayList<>();
        try (CapturedLogs logs = new CapturedLogs();
                Sandbox sandbox =
                        Sandbox.start(payments, new SandboxRules(Duration.ofHours(1), 20, Duration.ofHours(2), time))) {
            payments.atPage(page -> {
                if (page == 3) {
                    sandbox.revokeTokens();
                }
                if (page > 8) {
                    throw new IllegalStateException();
                }
            });
            export(sandbox, said); // 7 requests, one of them refused for its token
            logIn(sandbox); // one request
            export(sandbox, said); // a request that fails
            logIn(sandbox); // another

            assertThat(said).contains("6 pages").anyMatch(line -> line.contains("HTTP 500"));
            assertThat(logs.lines())
                    .anyMatch(line -> line.contains("Fetched token")) // below INFO, so everything was on
                    .anyMatch(line -> line.contains("No page after a login: the API answered HTTP 500."));
            List<String> unwanted = new ArrayList<>(sandbox.everIssued());
            assertThat(unwanted).hasSizeGreaterThanOrEqualTo(6);
            unwanted.addAll(List.of(
                    sandbox.properties().getProperty("camel.component.adullam-auth.client-secret"), "+999", "Payer "));
            said.addAll(logs.lines());
            assertThat(said).allSatisfy(line -> assertThat(line).doesNotContain(unwanted));
        }
    }

    private void export(Sandbox sandbox, List<String> said) {
        TestExport export = new TestExport(sandbox, folder);
        try {
            said.add(export.run().pages() + " pages");
        } catch (ExportException e) {
            said.add(e.getMessage());
        }
        said.add(export.output());
    }

    private static void logIn(Sandbox sandbox) throws Exception {
        try (LoginSite site = LoginSite.start(sandbox.properties())) {
            Browser browser = new Browser();
            browser.get(browser.get(browser.get(site.loginUrl())));
        }
    }
}
