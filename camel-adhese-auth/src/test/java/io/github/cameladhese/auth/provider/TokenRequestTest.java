package io.github.cameladhese.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.ClientSecretFile;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenRequestTest {

    private static final URI URL = URI.create("https://auth.we.adhese.org/realms/customer-name/protocol/token");
    private static final ClientSecret SECRET = ClientSecret.of(Secret.of("marker-secret"));
    private static final Grant GRANT = Grant.clientCredentials();
    private static final TokenKey KEY =
            request(URL, "id", ClientAuthentication.post, GRANT, "a", "b").key(SECRET);

    @Test
    void hasTheSameKeyWhateverTheOrderOfScopes() {
        SortedSet<String> reversed = new TreeSet<>(Collections.reverseOrder());
        reversed.addAll(List.of("a", "b"));

        assertThat(new TokenRequest(URL, "id", ClientAuthentication.post, GRANT, reversed).key(SECRET))
                .isEqualTo(KEY);
    }

    @ParameterizedTest
    @MethodSource
    void hasAnotherKeyIfAnythingThatShapesTheTokenDiffers(TokenKey other) {
        assertThat(other).isNotEqualTo(KEY);
    }

    static Stream<TokenKey> hasAnotherKeyIfAnythingThatShapesTheTokenDiffers() {
        ClientAuthentication post = ClientAuthentication.post;
        return Stream.of(
                request(URI.create(URL + "/"), "id", post, GRANT, "a", "b").key(SECRET),
                request(URL, "ID", post, GRANT, "a", "b").key(SECRET),
                request(URL, "id", ClientAuthentication.basic, GRANT, "a", "b").key(SECRET),
                request(URL, "id", post, new Grant("authorization_code", Map.of()), "a", "b")
                        .key(SECRET),
                request(URL, "id", post, new Grant(GRANT.type(), Map.of("code", "1")), "a", "b")
                        .key(SECRET),
                request(URL, "id", post, GRANT, "a").key(SECRET),
                request(URL, "id", post, GRANT).key(SECRET),
                request(URL, "id", post, GRANT, "a b").key(SECRET),
                request(URL, "id", post, GRANT, "a", "b").key(ClientSecret.of(Secret.of("Marker-secret"))),
                request(URL, "id", post, GRANT, "a", "b").key(new ClientSecretFile(Path.of("marker-secret"))));
    }

    @Test
    void hasAKeyOfItsOwnForEveryGrant() {
        Grant login = Grant.authorizationCode("https://shop.example/a");
        Secret one = Secret.of("marker-one");

        assertThat(Stream.of(
                                GRANT,
                                login,
                                login.with(one),
                                login.with(Secret.of("marker-two")),
                                Grant.authorizationCode("https://shop.example/b")
                                        .with(one),
                                Grant.refreshToken(one))
                        .map(grant -> request(URL, "id", ClientAuthentication.post, grant, "a")
                                .key(SECRET)))
                .doesNotHaveDuplicates();
        assertThat(request(URL, "id", ClientAuthentication.post, login.with(one), "a")
                        .key(SECRET))
                .isEqualTo(request(URL, "id", ClientAuthentication.post, login, "a")
                        .by(login.with(Secret.of("marker-one")))
                        .key(SECRET));
    }

    @Test
    void keepsNoSecretInItsKey() {
        assertThat(KEY.toString() + KEY.secretIdentity()).doesNotContain("marker-secret");
        TokenRequest withCode = request(
                URL,
                "id",
                ClientAuthentication.post,
                Grant.authorizationCode("https://shop.example/a").with(Secret.of("marker-code")));
        assertThat(withCode + " " + withCode.key(SECRET)).doesNotContain("marker-code");
    }

    @Test
    void isNotChangedWithTheSetItWasMadeOf() {
        SortedSet<String> scopes = new TreeSet<>(List.of("a"));
        TokenRequest request = new TokenRequest(URL, "id", ClientAuthentication.post, GRANT, scopes);
        scopes.add("b");

        assertThat(request.scopes()).containsExactly("a");
    }

    private static TokenRequest request(
            URI url, String clientId, ClientAuthentication authentication, Grant grant, String... scopes) {
        return new TokenRequest(url, clientId, authentication, grant, new TreeSet<>(List.of(scopes)));
    }
}
