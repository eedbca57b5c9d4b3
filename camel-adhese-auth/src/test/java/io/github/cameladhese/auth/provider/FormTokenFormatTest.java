package io.github.cameladhese.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormTokenFormatTest {

    private static final String SERVER = "https://auth.we.adhese.org";

    private final TokenFormat format = TokenFormat.form();

    @ParameterizedTest
    @EnumSource
    void writesWhatIsInTheGoldenFile(WireFile.Request golden) {
        WireRequest written = format.write(golden.at(SERVER), Secret.of(golden.secret()));

        assertThat(written.body()).isEqualTo(golden.body());
        assertThat(headers(written)).isEqualTo(golden.headers());
    }

    @ParameterizedTest
    @EnumSource
    void showsNoSecretInItsText(WireFile.Request golden) {
        WireRequest written = format.write(golden.at(SERVER), Secret.of(golden.secret()));

        assertThat(written.toString())
                .contains("hidden")
                .doesNotContain(golden.secret())
                .doesNotContain(FormBody.encoded(golden.secret()));
    }

    @Test
    void addsTheParametersOfAGrantInAlphabeticalOrder() {
        TokenRequest asked = WireFile.Request.POST.at(SERVER);
        Grant grant = new Grant("authorization_code", Map.of("redirect_uri", "https://a.example/?b", "code", "c&d"));
        TokenRequest withCode = new TokenRequest(
                asked.tokenUrl(), asked.clientId(), asked.clientAuthentication(), grant, asked.scopes());

        assertThat(format.write(withCode, Secret.of("s")).body())
                .isEqualTo("grant_type=authorization_code&client_id=my-customer-integration&client_secret=s"
                        + "&scope=adhese-api&code=c%26d&redirect_uri=https%3A%2F%2Fa.example%2F%3Fb");
    }

    @Property
    void sendsAnySecretSoThatTheServerReadsItBackInTheBody(
            @ForAll("texts") String clientId, @ForAll("texts") String secret) {
        Map<String, String> form = decoded(write(clientId, secret, ClientAuthentication.post));

        assertThat(form)
                .isEqualTo(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        clientId,
                        "client_secret",
                        secret,
                        "scope",
                        "adhese-api"));
    }

    @Property
    void sendsAnySecretSoThatTheServerReadsItBackInTheHeader(
            @ForAll("texts") String clientId, @ForAll("texts") String secret) {
        WireRequest written = write(clientId, secret, ClientAuthentication.basic);

        String header = written.authorization().orElseThrow();
        assertThat(header).matches("Basic [A-Za-z0-9+/]+=*");
        String pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.US_ASCII);
        assertThat(Stream.of(pair.split(":", -1)).map(FormTokenFormatTest::decode))
                .containsExactly(clientId, secret);
        assertThat(decoded(written)).isEqualTo(Map.of("grant_type", "client_credentials", "scope", "adhese-api"));
    }

    @Property
    void sendsOnlyCharactersThatNeedNoCharset(@ForAll("texts") String clientId, @ForAll("texts") String secret) {
        assertThat(write(clientId, secret, ClientAuthentication.post).body()).matches("[A-Za-z0-9*._+%&=-]+");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(60);
        Arbitrary<String> reserved = Arbitraries.strings()
                .withChars("&+%=:;?/ \"'\\*~\n\r\t\u0000äß€語ab")
                .ofMinLength(1)
                .ofMaxLength(30);
        Arbitrary<String> beyondTheBasicPlane = Arbitraries.of("🔑", "𝕏a", "👩‍💻&")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any.filter(FormTokenFormatTest::isUnicode), reserved, beyondTheBasicPlane);
    }

    /** Half a surrogate pair is no character; UTF-8 has nothing for it. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private WireRequest write(String clientId, String secret, ClientAuthentication authentication) {
        TokenRequest golden = WireFile.Request.POST.at(SERVER);
        TokenRequest asked =
                new TokenRequest(golden.tokenUrl(), clientId, authentication, golden.grant(), golden.scopes());
        return format.write(asked, Secret.of(secret));
    }

    private static Map<String, String> decoded(WireRequest request) {
        return Stream.of(request.body().split("&", -1))
                .map(parameter -> parameter.split("=", -1))
                .collect(Collectors.toMap(part -> decode(part[0]), part -> decode(part[1])));
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static List<String> headers(WireRequest request) {
        return Stream.concat(
                        Stream.of("Accept: application/json"), // not the format's: all answers are JSON
                        Stream.concat(
                                request.authorization().map(value -> "Authorization: " + value).stream(),
                                Stream.of("Content-Type: " + request.contentType())))
                .toList();
    }
}
