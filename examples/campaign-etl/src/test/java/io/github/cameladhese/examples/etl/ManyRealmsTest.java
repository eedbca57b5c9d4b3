package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several realms in one run. */
class ManyRealmsTest {

    private static final String ACCOUNTS = "camel.component.adhese-auth.accounts";

    @TempDir
    private Path folder;

    @Test
    void aRealmThatFailsStopsNoOther() throws Exception {
        try (Sandbox sandbox = Sandbox.start(new ChangingData(20))) {
            Properties properties = sandbox.properties();
            properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
            properties.setProperty("etl.realms", "gone, unset,sandbox ,dead");
            properties.setProperty(
                    ACCOUNTS + "[unset].client-secret-file",
                    folder.resolve("none").toString());
            properties.setProperty(ACCOUNTS + "[dead].client-id", "dead-integration");
            properties.setProperty(ACCOUNTS + "[dead].client-secret", "test-secret-not-real");

            List<Summary.Outcome> realms =
                    new EtlJob(properties, new TestConsole().console()).run().realms();

            assertThat(realms).extracting(Summary.Outcome::realm).containsExactly("gone", "unset", "sandbox", "dead");
            assertThat(realms).extracting(Summary.Outcome::failed).containsExactly(true, true, false, true);
            assertThat(realms.get(0).failure()).contains("realm 'gone'").contains("HTTP 404");
            assertThat(realms.get(3).failure()).contains("realm 'dead'").doesNotContain("test-secret-not-real");
            assertThat(realms.get(1).failure()).contains("Realm 'unset' cannot be copied");
            assertThat(realms.get(2).rows(Table.CAMPAIGNS).added()).isEqualTo(20);
            assertThat(realms.get(2).tokenRequests()).isEqualTo(1);
            assertThat(realms.get(0).rows()).isEmpty();
        }
    }

    @Test
    void theExitCodeSaysWhetherSomeOrNoneWereCopied() { // ProcessTest: all
        assertThat(exitCode("gone,sandbox")).isEqualTo(2);
        assertThat(exitCode("gone")).isEqualTo(1);
    }

    @Test
    void aNameThatIsNoneOrThereTwiceDoesNotStart() {
        for (String realms : List.of("a,a", "a,,b", "../a", "")) {
            Properties properties = new Properties();
            properties.setProperty("etl.jdbc-url", "jdbc:duckdb:");
            properties.setProperty("etl.realms", realms);

            assertThatThrownBy(() -> new EtlJob(properties, new TestConsole().console()).run())
                    .as(realms)
                    .isInstanceOf(EtlException.class)
                    .hasMessageContaining("etl.realms holds");
        }
    }

    private int exitCode(String realms) {
        TestConsole console = new TestConsole();
        int code = new CampaignEtl(
                        Map.of(
                                "SANDBOX_CAMPAIGNS",
                                "20",
                                "ETL_REALMS",
                                realms,
                                "JDBC_URL",
                                "jdbc:duckdb:" + folder.resolve(realms + ".duckdb")),
                        console.console())
                .run();
        assertThat(console.text().contains("FAILED: ")).isTrue();
        return code;
    }
}
