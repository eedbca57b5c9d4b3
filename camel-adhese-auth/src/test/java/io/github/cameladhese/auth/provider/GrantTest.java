package io.github.cameladhese.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final String REDIRECT_URI = "https://shop.example/callback";

    private final Secret code = Secret.of("marker-code");
    private final Grant login = Grant.authorizationCode(REDIRECT_URI);

    @Test
    void isEqualIfTypeParametersAndSecretsAre() {
        assertThat(login.with(code))
                .isEqualTo(Grant.authorizationCode(REDIRECT_URI).with(Secret.of("marker-code")))
                .hasSameHashCodeAs(Grant.authorizationCode(REDIRECT_URI).with(Secret.of("marker-code")));
        assertThat(Grant.refreshToken(code)).isEqualTo(Grant.refreshToken(code));
        assertThat(Grant.clientCredentials()).isEqualTo(new Grant("client_credentials", Map.of()));
    }

    @Test
    void isNotEqualIfOneOfThemDiffers() {
        List<Object> grants = List.of(
                Grant.clientCredentials(),
                new Grant("client_credentials", Map.of("redirect_uri", REDIRECT_URI)),
                login,
                login.with(code),
                login.with(Secret.of("marker-Code")),
                Grant.authorizationCode(REDIRECT_URI + "/").with(code),
                new Grant("authorization_code", Map.of("redirect_uri", REDIRECT_URI, "code", "marker-code")),
                Grant.refreshToken(code));

        assertThat(grants).doesNotHaveDuplicates().doesNotContain("authorization_code");
    }

    @Test
    void knowsACodeFromOneThatIsStillToCome() {
        assertThat(login.awaitsCode()).isTrue();
        assertThat(login.isCode()).isFalse();
        assertThat(login.with(code).awaitsCode()).isFalse();
        assertThat(login.with(code).isCode()).isTrue();
        for (Grant other : List.of(Grant.clientCredentials(), Grant.refreshToken(code))) {
            assertThat(other.awaitsCode()).isFalse();
            assertThat(other.isCode()).isFalse();
        }
    }

    @Test
    void hasFingerprintsInPlaceOfSecretsInItsIdentity() {
        assertThat(login.with(code).identity())
                .isEqualTo(Map.of("redirect_uri", REDIRECT_URI, "code", code.fingerprint()));
        assertThat(Grant.refreshToken(code).identity()).isEqualTo(Map.of("refresh_token", code.fingerprint()));
        assertThat(login.identity()).isEqualTo(Map.of("redirect_uri", REDIRECT_URI));
    }

    @Test
    void tellsWhatMustNotBeSeen() {
        assertThat(login.with(code).secrets()).containsExactly(code);
        assertThat(Grant.refreshToken(code).secrets()).containsExactly(code);
        assertThat(login.secrets()).isEmpty();
    }

    @Test
    void showsNamesOnly() {
        assertThat(login.with(code)).hasToString("Grant[authorization_code, [code, redirect_uri]]");
        assertThat(Grant.refreshToken(code)).hasToString("Grant[refresh_token, [refresh_token]]");
    }

    @Test
    void isLeftAsItWasByWith() {
        Grant other = login.with(code);

        assertThat(login.awaitsCode()).isTrue();
        assertThat(other.with(Secret.of("another")).secrets()).containsExactly(Secret.of("another"));
        assertThat(other.secrets()).containsExactly(code);
    }
}
