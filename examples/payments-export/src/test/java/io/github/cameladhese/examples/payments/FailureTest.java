package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.github.cameladhese.auth.testkit.TokenServerExtension;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a reader is told when an export ends early, and that it leaves no half file. */
class FailureTest {

    private static final String SECRET = "camel.component.adullam-auth.client-secret";
    private static final String SAFE = " No file was written; running again is safe.";

    @RegisterExtension
    static final TokenServerExtension tokens = new TokenServerExtension();

    @TempDir
    private Path folder;

    private final CountedPayments payments = new CountedPayments(60);
    private Sandbox sandbox;
    private TestExport export;

    @BeforeEach
    void startSandbox() throws IOException {
        sandbox = Sandbox.start(payments, SandboxRules.DOCUMENTED);
        export = new TestExport(sandbox, folder);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    @Test
    void anApiThatBreaksInMidRunIsNamedWithItsStatus() throws IOException {
        payments.atPage(page -> {
            if (page == 4) {
                throw new IllegalStateException();
            }
        });

        assertThat(export.failure())
                .isEqualTo("Reading payments from " + sandbox.url() + ": HTTP 500. Try again later." + SAFE);
        assertThat(export.files()).isEmpty();
        assertThat(sandbox.apiRequests()).isEqualTo(4);
    }

    @Test
    void theFileOfTheDayBeforeStays() throws IOException {
        Files.writeString(export.file(), "of the day before");
        payments.atPage(page -> {
            throw new IllegalStateException();
        });

        assertThat(export.failure()).contains("HTTP 500");
        assertThat(export.lines()).containsExactly("of the day before");
    }

    @Test
    void aWrongSecretIsTheTokenStepsFailure() {
        assertThat(export.with(SECRET, "test-secret-not-real").failure())
                .contains("HTTP 401")
                .contains("invalid_client")
                .doesNotContain("test-secret-not-real");
        assertThat(sandbox.apiRequests()).isZero();
    }

    @Test
    void aTokenServerThatIsDownIsNamed() {
        tokens.server().pullPlug();

        assertThat(export.with("camel.component.adullam-auth.max-attempts", "1")
                        .with(
                                "camel.component.adullam-auth.base-url",
                                tokens.server().url())
                        .failure())
                .startsWith("No token for account 'payments' from "
                        + tokens.server().url() + "/")
                .contains("connection was refused");
        assertThat(sandbox.apiRequests()).isZero();
    }

    @Test
    void aMissingSecretIsToldBeforeAnythingIsAsked() throws IOException {
        assertThat(export.with(SECRET, "{{env:NOT_SET:}}").failure())
                .startsWith("The command did not start: ")
                .contains("clientSecret");
        assertThat(sandbox.tokenRequests()).isZero();
        assertThat(export.files()).isEmpty();
    }

    @Test
    void aParameterThatTheApiDoesNotTakeIsNamedAsOneToCheck() {
        assertThat(export.with("payments.created-after", "yesterday").failure())
                .contains("HTTP 400. Check payments.path, PAYMENTS_STATUS and PAYMENTS_CREATED_AFTER.");
    }

    @Test
    void anApiThatIsNotThereIsNamed() throws IOException {
        Sandbox gone = Sandbox.start(payments, SandboxRules.DOCUMENTED);
        gone.close();

        assertThat(export.with("payments.api-url", gone.url().toString())
                        .with(
                                "camel.component.adullam-auth.base-url",
                                sandbox.url().toString())
                        .failure())
                .startsWith("Reading payments from " + gone.url() + ": ")
                .endsWith("Check the network." + SAFE);
    }

    @Test
    void anAnswerThatIsNoJsonIsNotQuoted() {
        assertThat(FailureText.of(
                        new JsonParseException(null, "Unrecognized token 'topsecret'"), "https://api.example"))
                .startsWith("Reading payments from https://api.example: the answer is no JSON.")
                .doesNotContain("topsecret");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedBeforeTheFirstRequest() {
        String nowhere = folder.resolve("no/payments.csv").toString();

        assertThat(export.with("payments.file", nowhere).failure()).startsWith("Writing " + nowhere + ": ");
        assertThat(sandbox.tokenRequests()).isZero();
    }
}
