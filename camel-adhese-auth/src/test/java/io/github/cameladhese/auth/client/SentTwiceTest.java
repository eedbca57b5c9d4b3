package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.RawServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults after which it looks as if a request with a code had not been sent. */
class SentTwiceTest {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";

    /** A record of application data (RFC 8446 §5.2) that nobody could have encrypted like this. */
    private static final byte[] TORN_RECORD = new byte[5 + 64];

    static {
        TORN_RECORD[0] = 23;
        TORN_RECORD[1] = 3;
        TORN_RECORD[2] = 3;
        TORN_RECORD[4] = 64;
    }

    /** To the JDK's client this is a failure of security, like that of a certificate, which comes before the request. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 2", HEAD, HEAD + "{\"acc"})
    void isNotSentAgainAfterAnAnswerThatCannotBeDecrypted(String before, @TempDir Path folder) throws Exception {
        TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
        try (TornServer torn = new TornServer(certificate.server(), before);
                Bench bench = new Bench(Provider.ADULLAM, torn.url()).sslContext(certificate.client())) {
            CodeAccount account = new CodeAccount(bench);

            account.failure();
            bench.clock.advance(Duration.ofHours(1));
            account.spent();

            assertThat(torn.server.requests()).hasSize(1);
        }
    }

    /** Reads a request over TLS and answers on the connection below it. */
    private static final class TornServer implements AutoCloseable {

        private final AtomicReference<Socket> below = new AtomicReference<>();
        private final RawServer server;

        TornServer(SSLContext context, String before) throws IOException {
            ServerSocket plain = new ServerSocket(0, 50, RawServer.loopback()) {
                @Override
                public Socket accept() throws IOException {
                    Socket accepted = super.accept();
                    below.set(accepted);
                    SSLSocket tls = (SSLSocket)
                            context.getSocketFactory().createSocket(accepted, "127.0.0.1", accepted.getPort(), true);
                    tls.setUseClientMode(false);
                    return tls;
                }
            };
            server = new RawServer(plain, connection -> {
                connection.readRequest();
                connection.write(before);
                below.get().getOutputStream().write(TORN_RECORD);
                below.get().getOutputStream().flush();
                connection.awaitHangUp();
            });
        }

        String url() {
            return "https://127.0.0.1:" + server.port();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
