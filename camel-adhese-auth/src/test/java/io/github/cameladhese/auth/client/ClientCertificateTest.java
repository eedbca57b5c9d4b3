package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that wants a certificate of its clients is shown the one of the key store in {@code sslContextParameters}. */
@ParameterizedClass
@EnumSource
class ClientCertificateTest {

    @Parameter
    Provider provider;

    private static TestCertificate servers;
    private static TestCertificate clients;
    private static TestCertificate strangers;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws GeneralSecurityException, IOException {
        servers = new TestCertificate(folder, "ip:127.0.0.1");
        clients = new TestCertificate(folder, "dns:client.example");
        strangers = new TestCertificate(folder, "dns:stranger.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void getsATokenWithTheKeyStoresCertificateAndTheSecretAsEver(String protocol) throws Exception {
        try (RawServer server = wantingCertificates();
                Bench bench = new Bench(provider, url(server)).sslContext(with(clients, protocol))) {
            assertThat(bench.token().value()).isEqualTo("t");
            assertThat(server.requests()).singleElement().asString().contains(provider.encoded(Bench.SECRET));
        }
    }

    @Test
    void saysThatACertificateIsWantedIfThereIsNone() throws Exception {
        try (RawServer server = wantingCertificates();
                Bench bench = new Bench(provider, url(server)).sslContext(with(null, "TLSv1.3"))) {
            assertCertificateWanted(bench.failure());
            assertThat(server.requests()).isEmpty();
        }
    }

    /** Where a server may say handshake_failure and no more (RFC 5246 §7.4.6), as Java 25's does and Java 17's does not. */
    @Test
    void namesACertificateInAnyCaseIfThereIsNoneWithTls12() throws Exception {
        try (RawServer server = wantingCertificates();
                Bench bench = new Bench(provider, url(server)).sslContext(with(null, "TLSv1.2"))) {
            assertThat(bench.failure())
                    .isExactlyInstanceOf(TokenEndpointUnavailableException.class)
                    .hasMessageContaining("client certificate")
                    .hasMessageContaining("sslContextParameters");
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysThatAnotherCertificateIsWanted(String protocol) throws Exception {
        try (RawServer server = wantingCertificates();
                Bench bench = new Bench(provider, url(server)).sslContext(with(strangers, protocol))) {
            assertCertificateWanted(bench.failure());
            assertThat(server.requests()).isEmpty();
        }
    }

    private static void assertCertificateWanted(TokenException failure) {
        assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).isEmpty();
        assertThat(failure)
                .hasMessageContaining("the server wants a client certificate that it trusts (TLS alert ")
                .hasMessageEndingWith("Set sslContextParameters with a key store that has one.")
                .hasCauseInstanceOf(SSLException.class);
    }

    private static RawServer wantingCertificates() throws GeneralSecurityException, IOException {
        SSLContext context = servers.server(clients);
        return new RawServer(connection -> {
            connection.startMutualTls(context);
            connection.readRequest();
            connection.write(RawServer.token("t"));
            connection.awaitHangUp();
        });
    }

    /** As Camel makes it of {@code sslContextParameters} that are set as a user does. */
    private static SSLContext with(@Nullable TestCertificate own, String protocol) throws Exception {
        SSLContextParameters parameters = servers.trustedBy(protocol);
        if (own != null) {
            KeyStoreParameters store = new KeyStoreParameters();
            store.setResource("file:" + own.file());
            store.setType("PKCS12");
            store.setPassword(TestCertificate.PASSWORD);
            KeyManagersParameters keys = new KeyManagersParameters();
            keys.setKeyStore(store);
            keys.setKeyPassword(TestCertificate.PASSWORD);
            parameters.setKeyManagers(keys);
        }
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return parameters.createSSLContext(camel);
        }
    }

    private static String url(RawServer server) {
        return "https://127.0.0.1:" + server.port();
    }
}
