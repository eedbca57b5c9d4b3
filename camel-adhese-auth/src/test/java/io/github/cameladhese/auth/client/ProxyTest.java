package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class ProxyTest {

    @Parameter
    Provider provider;

    /** Nobody can resolve it (RFC 6761), so whoever is asked for it must be a proxy. */
    private static final String HOST = "auth.we.adhese.invalid";

    @Test
    void isAskedForTheWholeAddress() {
        try (RawServer proxy = answering(RawServer.token("t"));
                Bench bench = new Bench(provider, "http://" + HOST).proxy(proxy.port())) {
            assertThat(bench.token().value()).isEqualTo("t");
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST http://" + HOST + provider.path() + " HTTP/1.1\r\n")
                    .endsWith(provider.endingWithScope("adhese-api"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isToldNothingButTheHostIfTheServerSpeaksTls(ClientAuthentication authentication, @TempDir Path folder)
            throws GeneralSecurityException, IOException {
        TestCertificate certificate = new TestCertificate(folder, "dns:" + HOST);
        RawServer.Script tunnel = connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
            try {
                connection.startTls(certificate.server());
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
            connection.readRequest();
            connection.write(RawServer.token("t"));
            connection.awaitHangUp();
        };
        try (RawServer proxy = new RawServer(tunnel);
                Bench bench = new Bench(provider, "https://" + HOST)
                        .by(authentication)
                        .sslContext(certificate.client())
                        .proxy(proxy.port())) {
            assertThat(bench.token().value()).isEqualTo("t");

            assertThat(proxy.requests()).hasSize(2);
            assertThat(proxy.requests().get(0))
                    .startsWith("CONNECT " + HOST + ":443 HTTP/1.1\r\n")
                    .doesNotContainIgnoringCase("authorization")
                    .doesNotContain("client_secret", provider.path());
            assertThat(proxy.requests().get(1)).startsWith("POST " + provider.path() + " HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "429 Too Many Requests"})
    void isTransientlyUnableToReachTheServer(String status) {
        for (String scheme : new String[] {"http", "https"}) {
            try (RawServer proxy = refusing(status);
                    Bench bench = new Bench(provider, scheme + "://" + HOST).proxy(proxy.port())) {
                TokenException failure = bench.failure();

                assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
                assertThat(failure.retryable()).isTrue();
                assertThat(proxy.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void isPermanentlyClosedToUsIfItWantsToKnowWhoWeAre(String scheme) {
        try (RawServer proxy = refusing("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x");
                Bench bench = new Bench(provider, scheme + "://" + HOST).proxy(proxy.port())) {
            TokenException failure = bench.failure();

            assertThat(failure.retryable()).isFalse();
            assertThat(failure.status()).hasValue(407);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void isNotPassedByWhenItIsDown() throws IOException {
        int port;
        try (ServerSocket justClosed = RawServer.open()) {
            port = justClosed.getLocalPort();
        }
        try (RawServer server = answering(RawServer.token("t"));
                Bench bench = new Bench(provider, server.url()).proxy(port)) {
            TokenException failure = bench.failure();

            assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
            assertThat(failure.retryable()).isTrue();
            assertThat(server.connections()).isEmpty();
        }
    }

    private static RawServer refusing(String status) {
        return answering("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static RawServer answering(String answer) {
        return new RawServer(connection -> {
            connection.readRequest();
            connection.write(answer);
            connection.awaitHangUp();
        });
    }
}
