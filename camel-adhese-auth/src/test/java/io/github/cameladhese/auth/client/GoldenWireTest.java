package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenWireTest {

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhatIsInTheGoldenFile(WireFile.Request golden) {
        LoggedRequest arrived = arrived(golden);

        String headers = Stream.of("Accept", "Authorization", "Content-Type")
                .filter(arrived::containsHeader)
                .map(name ->
                        name + ": " + String.join(", ", arrived.header(name).values()) + "\n")
                .collect(Collectors.joining());
        String body = new String(arrived.getBody(), StandardCharsets.US_ASCII);
        assertThat(arrived.getMethod() + " " + arrived.getUrl() + "\n" + headers + "\n" + body + "\n")
                .isEqualTo(golden.text());
    }

    @ParameterizedTest
    @EnumSource(names = {"POST", "SEVERAL_SCOPES", "NO_SCOPE", "ODD_CHARACTERS_POST"})
    void sendsClientIdAndSecretInTheBodyAndNowhereElse(WireFile.Request golden) {
        LoggedRequest arrived = arrived(golden);

        assertThat(arrived.containsHeader("Authorization")).isFalse();
        assertThat(form(arrived))
                .containsEntry("client_id", golden.clientId)
                .containsEntry("client_secret", golden.secret);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "ODD_CHARACTERS_BASIC"})
    void sendsClientIdAndSecretInTheHeaderAndNowhereElse(WireFile.Request golden) {
        LoggedRequest arrived = arrived(golden);

        assertThat(form(arrived)).containsOnlyKeys("grant_type", "scope");
        byte[] credentials =
                Base64.getDecoder().decode(arrived.getHeader("Authorization").substring("Basic ".length()));
        assertThat(Stream.of(new String(credentials, StandardCharsets.US_ASCII).split(":", -1))
                        .map(GoldenWireTest::decode))
                .containsExactly(golden.clientId, golden.secret);
    }

    @ParameterizedTest
    @EnumSource
    void sendsNoCookieNoRefererAndAsksForNoUpgrade(WireFile.Request golden) {
        LoggedRequest arrived = arrived(golden);

        assertThat(arrived.getAllHeaderKeys())
                .doesNotContain("Cookie", "Referer", "Upgrade", "HTTP2-Settings", "Expect", "Accept-Encoding");
    }

    private LoggedRequest arrived(WireFile.Request golden) {
        int before = server.requestCount();
        try (Bench bench = new Bench(golden.at(server.url()))) {
            bench.secret(ClientSecret.of(Secret.of(golden.secret))).token();
        }
        assertThat(server.requests()).hasSize(before + 1);
        return server.requests().get(before);
    }

    private static Map<String, String> form(LoggedRequest request) {
        return Stream.of(request.getBodyAsString().split("&", -1))
                .map(parameter -> parameter.split("=", -1))
                .collect(Collectors.toMap(part -> decode(part[0]), part -> decode(part[1])));
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
