package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TlsTest {

    @Parameter
    Provider provider;

    private static TestCertificate certificate;
    private static TestCertificate anotherHosts;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws GeneralSecurityException, IOException {
        certificate = new TestCertificate(folder, "ip:127.0.0.1");
        anotherHosts = new TestCertificate(folder, "dns:auth.we.adhese.example");
    }

    @Test
    void trustsWhomTheSslContextTrusts() throws GeneralSecurityException, IOException {
        try (RawServer server = serving(certificate.server());
                Bench bench = new Bench(provider, url(server)).sslContext(certificate.client())) {
            assertThat(bench.token().value()).isEqualTo("t");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void doesNotTrustACertificateOfAnUnknownAuthority() throws GeneralSecurityException, IOException {
        try (RawServer server = serving(certificate.server());
                Bench bench = new Bench(provider, url(server))) {
            assertUntrusted(bench.failure());
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void doesNotTrustACertificateOfAnotherAuthorityThanTheSslContexts() throws GeneralSecurityException, IOException {
        try (RawServer server = serving(certificate.server());
                Bench bench = new Bench(provider, url(server)).sslContext(anotherHosts.client())) {
            assertUntrusted(bench.failure());
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void doesNotTrustATrustedCertificateOfAnotherHost() throws GeneralSecurityException, IOException {
        try (RawServer server = serving(anotherHosts.server());
                Bench bench = new Bench(provider, url(server)).sslContext(anotherHosts.client())) {
            assertUntrusted(bench.failure());
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void keepsToTheProtocolsOfTheSslContext() throws Exception {
        SSLContext only13 = only("TLSv1.3");
        try (RawServer server = serving(certificate.server(), "TLSv1.2");
                Bench bench = new Bench(provider, url(server)).sslContext(only13)) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
            assertThat(failure).hasMessageContaining("no secure connection could be made.");
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void speaksTheOneProtocolThatBothHave(String protocol) throws Exception {
        SSLContext restricted = only(protocol);
        try (RawServer server = serving(certificate.server(), protocol);
                Bench bench = new Bench(provider, url(server)).sslContext(restricted)) {
            assertThat(bench.token().value()).isEqualTo("t");
        }
        assertThat(new TransportSettings(Duration.ofSeconds(1), restricted, null)
                        .builder()
                        .build()
                        .sslParameters()
                        .getProtocols())
                .containsExactly(protocol);
    }

    @Test
    void isTransientIfTheServerSpeaksNoTls() throws GeneralSecurityException, IOException {
        try (RawServer server = new RawServer(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
                Bench bench = new Bench(provider, url(server)).sslContext(certificate.client())) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageContaining("no secure connection could be made.");
        }
    }

    @Test
    void givesUpAfterRequestTimeoutIfTheHandshakeStalls() throws GeneralSecurityException, IOException {
        try (RawServer server = new RawServer(RawServer.Connection::awaitHangUp);
                Bench bench = new Bench(provider, url(server))
                        .sslContext(certificate.client())
                        .requestTimeout(Duration.ofMillis(200))) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageContaining("within requestTimeout");
        }
    }

    private static void assertUntrusted(TokenException failure) {
        assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).isEmpty();
        assertThat(failure.oauthError()).isEmpty();
        assertThat(failure)
                .hasMessageContaining("the server's certificate is not trusted, or is another host's.")
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    private static RawServer serving(SSLContext context, String... protocols) throws IOException {
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, RawServer.loopback());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return new RawServer(socket, connection -> {
            connection.readRequest();
            connection.write(RawServer.token("t"));
            connection.awaitHangUp();
        });
    }

    /** As Camel makes it of {@code sslContextParameters}: the protocols are those of its engines, not its own. */
    private static SSLContext only(String protocol) throws Exception {
        SSLContextParameters parameters = certificate.trustedBy(protocol);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return parameters.createSSLContext(camel);
        }
    }

    private static String url(RawServer server) {
        return "https://127.0.0.1:" + server.port();
    }
}
