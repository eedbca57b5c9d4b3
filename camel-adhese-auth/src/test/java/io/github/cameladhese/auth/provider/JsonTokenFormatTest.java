package io.github.cameladhese.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.token.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonTokenFormatTest {

    private static final String SERVER = "https://api.adullam.dev";

    private final TokenFormat format = TokenFormat.json(JsonObjects::write);

    @ParameterizedTest
    @EnumSource
    void writesWhatIsInTheGoldenFile(AdullamWireFile.Request golden) {
        WireRequest written = format.write(golden.at(SERVER), Secret.of(golden.secret()));

        assertThat(written.body()).isEqualTo(golden.body());
        assertThat(List.of("Accept: application/json", "Content-Type: " + written.contentType()))
                .isEqualTo(golden.headers());
        assertThat(written.authorization()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void showsNoSecretInItsText(AdullamWireFile.Request golden) {
        TokenRequest asked = golden.at(SERVER);
        WireRequest written = format.write(asked, Secret.of(golden.secret()));

        assertThat(written.toString()).contains("hidden").doesNotContain(golden.secret());
        assertThat(written.grantSecrets())
                .containsExactlyElementsOf(asked.grant().secrets());
        written.grantSecrets().forEach(secret -> assertThat(written.toString()).doesNotContain(secret.reveal()));
    }

    @Property
    void sendsAnyTextsSoThatTheServerReadsThemBack(
            @ForAll ClientAuthentication authentication,
            @ForAll("texts") String clientId,
            @ForAll("texts") String secret,
            @ForAll("scopes") Set<String> scopes) {
        WireRequest written = write(clientId, secret, authentication, Grant.clientCredentials(), scopes);

        assertThat(read(written))
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_id", clientId)
                .containsEntry("client_secret", secret)
                .hasSize(scopes.isEmpty() ? 3 : 4);
        assertThat(read(written).get("scope"))
                .isEqualTo(scopes.isEmpty() ? null : String.join(" ", new TreeSet<>(scopes)));
        assertThat(written.authorization())
                .as("a second way to prove who it is")
                .isEmpty();
    }

    @Property
    void sendsAnyCodeSoThatTheServerReadsItBack(
            @ForAll("texts") String code, @ForAll("texts") String redirectUri, @ForAll("scopes") Set<String> scopes) {
        Grant grant = Grant.authorizationCode(redirectUri).with(Secret.of(code));

        WireRequest written = write("id", "s", ClientAuthentication.post, grant, scopes);

        assertThat(read(written))
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", code)
                .containsEntry("redirect_uri", redirectUri)
                .hasSize(scopes.isEmpty() ? 5 : 6);
    }

    @Property
    void sendsAnyRefreshTokenAloneAndNeverAScopeWithIt(
            @ForAll("texts") String token, @ForAll("scopes") Set<String> scopes) {
        Grant grant = Grant.refreshToken(Secret.of(token));

        WireRequest written = write("id", "s", ClientAuthentication.post, grant, scopes);

        assertThat(read(written))
                .isEqualTo(Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "id",
                        "client_secret",
                        "s",
                        "refresh_token",
                        token));
    }

    @Test
    void sendsNoScopeWithARefreshTokenInAFormEither() {
        TokenRequest asked = AdullamWireFile.Request.REFRESH_TOKEN.at(SERVER);

        assertThat(TokenFormat.form().write(asked, Secret.of("s")).body())
                .isEqualTo("grant_type=refresh_token&client_id=my-merchant-integration&client_secret=s"
                        + "&refresh_token=test-refresh-token-not-real");
    }

    @Provide
    Arbitrary<String> texts() {
        return new FormTokenFormatTest().texts();
    }

    /** Names as RFC 6749 §3.3 allows them. */
    @Provide
    Arbitrary<Set<String>> scopes() {
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars('"', '\\')
                .ofMinLength(1)
                .ofMaxLength(20);
        return Arbitraries.oneOf(name, Arbitraries.of("read", "write", "payments:read"))
                .set()
                .ofMaxSize(4);
    }

    private WireRequest write(
            String clientId, String secret, ClientAuthentication authentication, Grant grant, Set<String> scopes) {
        URI url = URI.create(SERVER + "/v1/oauth/token");
        TokenRequest asked = new TokenRequest(url, clientId, authentication, grant, new TreeSet<>(scopes));
        return format.write(asked, Secret.of(secret));
    }

    /** Strictly: a member that came twice would be refused. */
    private static Map<String, Object> read(WireRequest written) {
        assertThat(written.contentType()).isEqualTo("application/json");
        Map<String, Object> members = new JsonObjects().read(written.body().getBytes(StandardCharsets.UTF_8));
        assertThat(members.values()).allSatisfy(value -> assertThat(value).isInstanceOf(String.class));
        assertThat(List.copyOf(members.keySet())).startsWith("grant_type", "client_id", "client_secret");
        return members;
    }
}
