package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.token.ClientSecretFile;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A client whose secret is in a file. */
@ParameterizedClass
@EnumSource
class SecretFileTest {

    @Parameter
    Provider provider;

    private static final int MOST = 8 * 1024;

    private final FakeTokenServer server = new FakeTokenServer();
    private Path file;
    private Bench bench;

    @BeforeEach
    void start(@TempDir Path folder) {
        file = folder.resolve("client-secret");
        bench = new Bench(provider, server.url()).secret(new ClientSecretFile(file));
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    @Test
    void readsTheFileAnewForEveryRequest() throws IOException {
        Files.writeString(file, "first");
        bench.token();
        Files.writeString(file, "second");
        bench.token();

        assertThat(sent(0)).isEqualTo("first");
        assertThat(sent(1)).isEqualTo("second");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "secret\\n,secret",
                "secret\\r\\n,secret",
                "secret\\n\\n,secret",
                " secret \\n, secret ",
                "two\\nlines\\n,two\\nlines",
                "übe🔑\\n,übe🔑"
            })
    void leavesOutLineBreaksAtTheEndAndNothingElse(String content, String secret) throws IOException {
        Files.writeString(file, content.translateEscapes());
        bench.token();

        assertThat(sent(0)).isEqualTo(secret.translateEscapes());
    }

    @Test
    void takesASecretOfUpTo8KibiBytes() throws IOException {
        Files.writeString(file, "s".repeat(MOST));
        bench.token();

        assertThat(sent(0)).hasSize(MOST);
    }

    @Test
    void refusesAFileThatIsLarger() throws IOException {
        Files.writeString(file, "marker-".repeat(MOST / 7 + 1));

        assertThat(failure()).hasMessageContaining("is larger than 8192 bytes.").hasMessageNotContaining("marker");
    }

    @Test
    void waitsForAFileThatIsMissing() throws IOException {
        assertThat(failure()).hasMessageContaining("cannot be read (NoSuchFileException).");

        Files.writeString(file, "secret");
        assertThat(bench.token().value()).isEqualTo("token-1");
    }

    @Test
    void refusesAFolder() throws IOException {
        Files.createDirectory(file);

        assertThat(failure()).hasMessageContaining("cannot be read (no regular file).");
    }

    @ParameterizedTest
    @CsvSource({"''", "\\n", "\\r\\n\\n"})
    void refusesAnEmptyFile(String content) throws IOException {
        Files.writeString(file, content.translateEscapes());

        assertThat(failure()).hasMessageContaining("is empty. Write the client secret into it.");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Files.write(file, "marker-sécret".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(failure()).hasMessageContaining("is not UTF-8 text.").hasMessageNotContaining("marker");
    }

    private TokenException failure() {
        TokenException failure = bench.failure();
        assertThat(failure).isExactlyInstanceOf(CredentialsRejectedException.class);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.status()).isEmpty();
        assertThat(failure.oauthError()).isEmpty();
        assertThat(failure).hasMessageContaining("clientSecretFile " + file);
        assertThat(server.requestCount()).isZero();
        assertThat(bench.client().requests()).isZero();
        return failure;
    }

    private String sent(int request) {
        String body = server.requests().get(request).getBodyAsString();
        return provider.members(body).get("client_secret");
    }
}
