package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.testkit.RawServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** What can go wrong before a request may be sent in secret. */
final class TlsFaults {

    private final TestCertificate certificate;
    private final TestCertificate anotherHosts;
    private final TestCertificate clients;

    TlsFaults(Path folder) throws GeneralSecurityException, IOException {
        certificate = new TestCertificate(folder, "ip:127.0.0.1");
        anotherHosts = new TestCertificate(folder, "dns:auth.we.adhese.example");
        clients = new TestCertificate(folder, "dns:client.example");
    }

    Stream<Fault> all() throws GeneralSecurityException, IOException {
        SSLContext wanting = certificate.server(clients);
        return Stream.of(
                new Fault("a certificate that nobody trusts", () -> showing(certificate.server())),
                new Fault("a certificate of another host", () -> showing(anotherHosts.server())
                        .trusting(anotherHosts.client())),
                new Fault(
                        "a server that wants a client certificate",
                        () -> plain(connection -> {
                            connection.startMutualTls(wanting);
                            connection.readRequest();
                        })),
                new Fault("no TLS protocol in common", () -> showing(certificate.server(), "TLSv1.3")
                        .trusting(certificate.client("TLSv1.2"))),
                new Fault(
                        "a server that speaks no TLS",
                        () -> plain(connection -> {
                            connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                            connection.awaitHangUp();
                        })),
                new Fault("reset within the handshake", () -> plain(RawServer.Connection::reset)),
                new Fault("silent within the handshake", () -> plain(RawServer.Connection::awaitHangUp)));
    }

    private Scene plain(RawServer.Script script) throws GeneralSecurityException, IOException {
        return at(new RawServer(script)).trusting(certificate.client());
    }

    private static Scene showing(SSLContext context, String... protocols) throws IOException {
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, RawServer.loopback());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return at(new RawServer(socket, connection -> {
            connection.readRequest();
            connection.write(RawServer.token("t"));
            connection.awaitHangUp();
        }));
    }

    private static Scene at(RawServer server) {
        return Scene.at("https://127.0.0.1:" + server.port(), server);
    }
}
