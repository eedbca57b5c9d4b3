package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final String REALM = "ADHESE_REALM";
    private static final String ID = "ADHESE_CLIENT_ID";
    private static final String SECRET = "ADHESE_CLIENT_SECRET";
    private static final String SECRET_FILE = "ADHESE_CLIENT_SECRET_FILE";

    @Test
    void isTheSandboxWithoutAnAccount() {
        assertThat(Target.of(Map.of())).isEqualTo(Target.SANDBOX);
        assertThat(Target.of(Map.of("ADHESE_REGION", "cus", "PATH", "/bin"))).isEqualTo(Target.SANDBOX);
        assertThat(Target.of(Map.of(REALM, "", ID, " ", SECRET, ""))).isEqualTo(Target.SANDBOX);
    }

    @Test
    void isAdheseWithAWholeAccount() {
        assertThat(Target.of(Map.of(REALM, "r", ID, "i", SECRET, "s"))).isEqualTo(Target.ADHESE);
        assertThat(Target.of(Map.of(REALM, "r", ID, "i", SECRET_FILE, "/run/secret")))
                .isEqualTo(Target.ADHESE);
        assertThat(Target.of(Map.of(REALM, "r", ID, "i", SECRET, "", SECRET_FILE, "/run/secret")))
                .isEqualTo(Target.ADHESE);
    }

    @Test
    void namesWhatIsMissingFromHalfAnAccountAndNoValue() {
        assertThatThrownBy(() -> Target.of(Map.of(ID, "i", SECRET, "test-secret-not-real")))
                .isInstanceOf(EtlException.class)
                .hasMessage(
                        "The Adhese account in the environment is incomplete: ADHESE_CLIENT_ID and ADHESE_CLIENT_SECRET"
                                + " (or ADHESE_CLIENT_SECRET_FILE) set, but not ADHESE_REALM. Set all of them for Adhese, or none for"
                                + " the sandbox.");
        assertThatThrownBy(() -> Target.of(Map.of(REALM, "r", ID, "")))
                .hasMessageContaining("not ADHESE_CLIENT_ID and ADHESE_CLIENT_SECRET (or ADHESE_CLIENT_SECRET_FILE)");
    }

    @Test
    void doesNotChooseBetweenTwoSecrets() {
        assertThatThrownBy(() -> Target.of(Map.of(REALM, "r", ID, "i", SECRET, "s", SECRET_FILE, "f")))
                .isInstanceOf(EtlException.class)
                .hasMessage("ADHESE_CLIENT_SECRET and ADHESE_CLIENT_SECRET_FILE are both set. Unset one of them.");
    }

    @Test
    void noMadeUpDataGoesWhereSomebodyWantsRealOnes() {
        assertThatThrownBy(() -> Target.of(Map.of("JDBC_URL", "jdbc:postgresql://db/campaigns")))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("JDBC_URL set, but no Adhese account")
                .hasMessageContaining("SANDBOX_CAMPAIGNS");
        assertThatThrownBy(() -> Target.of(Map.of("ETL_REALMS", "a,b"))).isInstanceOf(EtlException.class);
        assertThat(Target.of(Map.of("JDBC_URL", "jdbc:postgresql://db/try", "SANDBOX_CAMPAIGNS", "3000")))
                .isEqualTo(Target.SANDBOX);
        assertThat(Target.of(Map.of("JDBC_URL", " "))).isEqualTo(Target.SANDBOX);
    }
}
