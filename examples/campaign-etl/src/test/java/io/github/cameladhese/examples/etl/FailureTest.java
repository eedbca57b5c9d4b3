package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParseException;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader is told when a run ends early. */
class FailureTest {

    @TempDir
    private Path folder;

    private final ChangingData data = new ChangingData(60);
    private Sandbox sandbox;
    private Properties properties;

    @BeforeEach
    void startSandbox() throws IOException {
        use(Sandbox.start(data));
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    @Test
    void anApiThatBreaksInMidRunIsNamedWithItsStatus() {
        int campaign = data.ids().get(30);
        data.breakAt(campaign);

        assertThat(failure())
                .isEqualTo("Reading realm 'sandbox' from " + sandbox.url() + "/bookings?campaignId=" + campaign
                        + ": HTTP 500." + " Try again later. What is stored stays; running again is safe.");
    }

    @Test
    void anApiThatRefusesTheTokenIsNamed() throws IOException {
        try (Sandbox stranger = Sandbox.start(data)) {
            properties.setProperty("adhese.api-url", stranger.url().toString());

            assertThat(failure())
                    .startsWith("Reading realm 'sandbox' from " + stranger.url()
                            + "/companies?offset=0&limit=250: HTTP 401.")
                    .contains("adhese.api-url");
        }
    }

    @Test
    void aPathThatDoesNotExistIsNamedAsInvented() {
        properties.setProperty("adhese.campaigns-path", "/v9/campaigns");

        assertThat(failure()).contains("/v9/campaigns?").contains("HTTP 404").contains("invented");
    }

    @Test
    void pagingParametersThatTheApiDoesNotKnowDoNotLoopForEver() {
        properties.setProperty("adhese.campaigns-query", "from=${exchangeProperty.pull.offset}");

        assertThat(failure()).contains("campaigns at offset 60").contains("paging parameters");
    }

    @Test
    void aWrongSecretIsTheTokenStepsFailure() {
        properties.setProperty("camel.component.adhese-auth.client-secret", "test-secret-not-real");

        assertThat(failure()).contains("realm 'sandbox'").contains("HTTP 401").doesNotContain("test-secret-not-real");
        assertThat(sandbox.apiRequests()).isZero();
    }

    @Test
    void aMissingPermissionFailsBeforeTheFirstApiRequest() throws IOException {
        sandbox.close();
        use(Sandbox.start(data, Set.of("campaign:view"), Clock.systemUTC()));

        assertThat(failure()).contains("booking:view");
        assertThat(sandbox.apiRequests()).isZero();
    }

    @Test
    void anApiThatIsNotThereIsNamed() {
        // The port of a server that is gone.
        String gone = gone();
        properties.setProperty("adhese.api-url", gone);

        assertThat(failure()).startsWith("Reading realm 'sandbox' from " + gone + ": ");
    }

    @Test
    void anAnswerThatIsNoJsonIsNotQuoted() {
        String message = new FailureMessage("r", "https://api.example")
                .of(new JsonParseException(null, "Unrecognized token 'topsecret'"));

        assertThat(message)
                .contains("https://api.example: the answer is no JSON")
                .doesNotContain("topsecret");
    }

    @Test
    void aDatabaseThatCannotBeOpenedFailsBeforeTheFirstRequest() {
        properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("no/such/folder/x.duckdb"));

        assertThat(startFailure())
                .startsWith("The job did not start: no database at etl.jdbc-url: ")
                .contains("no/such/folder");
        assertThat(sandbox.tokenRequests()).isZero();
    }

    @Test
    void aJdbcUrlWithAPasswordIsNotRepeated() {
        properties.setProperty("etl.jdbc-url", "jdbc:nosuchdatabase://127.0.0.1/x?password=test-password-not-real");

        assertThat(startFailure()).contains("no database at etl.jdbc-url").doesNotContain("test-password-not-real");
    }

    @Test
    void aWrongSettingOfTheTokenStepIsToldInItsWords() {
        properties.setProperty("camel.component.adhese-auth.client-secret", "{{env:NOT_SET:}}");
        properties.setProperty(
                "camel.component.adhese-auth.client-secret-file",
                folder.resolve("nowhere").toString());

        Summary summary = new EtlJob(properties, new TestConsole().console()).run();

        assertThat(summary.realms().get(0).failure())
                .startsWith("Realm 'sandbox' cannot be copied with these settings: clientSecretFile ")
                .contains("nowhere");
        assertThat(summary.exitCode()).isEqualTo(1);
        assertThat(sandbox.apiRequests()).isZero();
    }

    @Test
    void anEmptyRealmIsNoFailure() throws IOException {
        sandbox.close();
        use(Sandbox.start(new ChangingData(0)));

        Summary summary = new EtlJob(properties, new TestConsole().console()).run();

        assertThat(summary.failed()).isZero();
        assertThat(summary.realms().get(0).rows(Table.CAMPAIGNS)).isEqualTo(RowCounts.NONE);
    }

    @Test
    void anEmptyListDeletesNothing() throws IOException { // what an account gets that has lost a permission
        new EtlJob(properties, new TestConsole().console()).run();
        sandbox.close();
        Properties database = new Properties();
        database.putAll(properties);
        use(Sandbox.start(new ChangingData(0)));
        properties.setProperty("etl.jdbc-url", database.getProperty("etl.jdbc-url"));
        properties.setProperty("etl.full-refresh", "true");

        Summary summary = new EtlJob(properties, new TestConsole().console()).run();

        assertThat(summary.realms().get(0).rows(Table.CAMPAIGNS).deleted()).isZero();
    }

    private String startFailure() {
        return catchThrowableOfType(EtlException.class, () -> new EtlJob(properties, new TestConsole().console()).run())
                .getMessage();
    }

    /** The message of the run's failure, after a look for secrets in everything that was written. */
    private String failure() {
        TestConsole console = new TestConsole();
        Summary.Outcome outcome =
                new EtlJob(properties, console.console()).run().realms().get(0);
        String message = outcome.failure();
        assertThat(outcome.failed()).isTrue();
        assertThat(console.text() + message)
                .doesNotContain(properties.getProperty("camel.component.adhese-auth.client-secret"))
                .doesNotContain("eyJ")
                .doesNotContain("Bearer");
        return message;
    }

    private void use(Sandbox started) {
        sandbox = started;
        properties = started.properties();
        properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
        properties.setProperty("etl.batch-size", "20");
        properties.setProperty("etl.retry-pause", "1ms");
    }

    private String gone() {
        try (Sandbox other = Sandbox.start(data)) {
            return other.url().toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
