package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameladhese.auth.provider.AdullamWireFile;
import io.github.cameladhese.auth.provider.GoldenRequest;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenWireTest {

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> all() {
        return Stream.concat(
                Stream.of(WireFile.Request.values()).map(golden -> arguments(Provider.ADHESE, golden)), allInJson());
    }

    static Stream<Arguments> allInJson() {
        return Stream.of(AdullamWireFile.Request.values()).map(golden -> arguments(Provider.ADULLAM, golden));
    }

    static Stream<Arguments> allWithTheSecretInTheBody() {
        Stream<WireFile.Request> forms = Stream.of(
                WireFile.Request.POST,
                WireFile.Request.SEVERAL_SCOPES,
                WireFile.Request.NO_SCOPE,
                WireFile.Request.ODD_CHARACTERS_POST);
        return Stream.concat(forms.map(golden -> arguments(Provider.ADHESE, golden)), allInJson());
    }

    @ParameterizedTest
    @MethodSource("all")
    void sendsWhatIsInTheGoldenFile(Provider provider, GoldenRequest golden) {
        LoggedRequest arrived = arrived(provider, golden);

        String headers = Stream.of("Accept", "Authorization", "Content-Type")
                .filter(arrived::containsHeader)
                .map(name ->
                        name + ": " + String.join(", ", arrived.header(name).values()) + "\n")
                .collect(Collectors.joining());
        String body = new String(arrived.getBody(), StandardCharsets.UTF_8);
        assertThat(arrived.getMethod() + " " + arrived.getUrl() + "\n" + headers + "\n" + body + "\n")
                .isEqualTo(golden.text());
    }

    @ParameterizedTest
    @MethodSource("allWithTheSecretInTheBody")
    void sendsClientIdAndSecretInTheBodyAndNowhereElse(Provider provider, GoldenRequest golden) {
        LoggedRequest arrived = arrived(provider, golden);

        assertThat(arrived.containsHeader("Authorization")).isFalse();
        assertThat(provider.members(arrived.getBodyAsString()))
                .containsEntry("client_id", golden.clientId())
                .containsEntry("client_secret", golden.secret());
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "ODD_CHARACTERS_BASIC"})
    void sendsClientIdAndSecretInTheHeaderAndNowhereElse(WireFile.Request golden) {
        LoggedRequest arrived = arrived(Provider.ADHESE, golden);

        assertThat(Provider.ADHESE.members(arrived.getBodyAsString())).containsOnlyKeys("grant_type", "scope");
        byte[] credentials =
                Base64.getDecoder().decode(arrived.getHeader("Authorization").substring("Basic ".length()));
        assertThat(Stream.of(new String(credentials, StandardCharsets.US_ASCII).split(":", -1))
                        .map(GoldenWireTest::decode))
                .containsExactly(golden.clientId(), golden.secret());
    }

    @ParameterizedTest
    @MethodSource("all")
    void sendsNoCookieNoRefererAndAsksForNoUpgrade(Provider provider, GoldenRequest golden) {
        LoggedRequest arrived = arrived(provider, golden);

        assertThat(arrived.getAllHeaderKeys())
                .doesNotContain("Cookie", "Referer", "Upgrade", "HTTP2-Settings", "Expect", "Accept-Encoding");
    }

    private LoggedRequest arrived(Provider provider, GoldenRequest golden) {
        int before = server.requestCount();
        try (Bench bench = new Bench(provider, golden.at(server.url()))) {
            bench.secret(ClientSecret.of(Secret.of(golden.secret()))).token();
        }
        assertThat(server.requests()).hasSize(before + 1);
        return server.requests().get(before);
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
