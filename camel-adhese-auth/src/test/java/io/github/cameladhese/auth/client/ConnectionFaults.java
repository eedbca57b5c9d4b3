package io.github.cameladhese.auth.client;

import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.RawServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What can happen to a connection before a whole answer is here. */
final class ConnectionFaults {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String LONG_HEAD = HEAD + "Content-Length: 100\r\n\r\n";
    private static final String CHUNKED_HEAD = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String HALF = "{\"access_token\":\"marker-token\",";

    private ConnectionFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                new Fault("nobody listens", ConnectionFaults::nobodyListens),
                Fault.script("reset as soon as it is open", RawServer.Connection::reset),
                reset("reset before the answer", ""),
                closed("closed before the answer", ""),
                reset("reset within the headers", HEAD),
                closed("closed within the headers", HEAD),
                reset("reset after the headers", LONG_HEAD),
                reset("reset within the body", LONG_HEAD + HALF),
                closed("closed within the body", LONG_HEAD + HALF),
                closed("closed between two chunks", CHUNKED_HEAD + "1\r\n{\r\n"),
                new Fault("open, but nobody accepts it", ConnectionFaults::nobodyAccepts),
                stalls("silent before the answer", ""),
                stalls("silent within the status line", "HTTP/1.1 2"),
                stalls("silent within the headers", HEAD),
                stalls("silent after the headers", LONG_HEAD),
                stalls("silent within the body", LONG_HEAD + HALF),
                stalls("silent before the last chunk", CHUNKED_HEAD + "2\r\n{}\r\n"),
                drips("headers that drip", HEAD, "X: y\r\n"),
                drips("a body that drips", HEAD + "Content-Length: 60000\r\n\r\n{", " "),
                Fault.script("chunks without end", ConnectionFaults::chunksWithoutEnd),
                new Fault("reset once, then well", ConnectionFaults::resetOnce),
                new Fault("closed by the server between two requests", ConnectionFaults::closedBetweenRequests),
                new Fault("closed by the server on the second request", ConnectionFaults::closedOnSecondRequest));
    }

    private static Scene nobodyListens() throws IOException {
        try (ServerSocket justClosed = RawServer.open()) {
            return Scene.deaf(justClosed.getLocalPort(), () -> {});
        }
    }

    /** The system completes the connection and takes the request, and that is all. */
    private static Scene nobodyAccepts() {
        ServerSocket socket = RawServer.open();
        return Scene.deaf(socket.getLocalPort(), socket);
    }

    private static Scene resetOnce() {
        AtomicInteger connections = new AtomicInteger();
        return Scene.at(new RawServer(connection -> {
            connection.readRequest();
            if (connections.incrementAndGet() == 1) {
                connection.reset();
            } else {
                connection.write(RawServer.token("t"));
                connection.awaitHangUp();
            }
        }));
    }

    private static Scene closedBetweenRequests() {
        RawServer server = new RawServer(connection -> {
            connection.readRequest();
            connection.write(RawServer.token("t"));
        });
        return Scene.at(server).secondFetchAfter(() -> await().until(
                        () -> server.connections().get(0).isOver()));
    }

    private static Scene closedOnSecondRequest() {
        return Scene.at(new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(RawServer.token("t"));
                    connection.readRequest();
                }))
                .secondFetchAfter(() -> {});
    }

    private static void chunksWithoutEnd(RawServer.Connection connection) throws IOException {
        connection.readRequest();
        connection.write(CHUNKED_HEAD);
        String kibibyte = "400\r\n" + " ".repeat(1024) + "\r\n";
        while (!Thread.currentThread().isInterrupted()) { // ends when the client hangs up
            connection.write(kibibyte);
        }
    }

    private static Fault reset(String name, String written) {
        return Fault.script(name, connection -> {
            connection.readRequest();
            connection.write(written);
            connection.reset();
        });
    }

    private static Fault closed(String name, String written) {
        return Fault.script(name, connection -> {
            connection.readRequest();
            connection.write(written);
        });
    }

    private static Fault stalls(String name, String written) {
        return Fault.script(name, connection -> {
            connection.readRequest();
            connection.write(written);
            connection.awaitHangUp();
        });
    }

    private static Fault drips(String name, String written, String drop) {
        return Fault.script(name, connection -> {
            connection.readRequest();
            connection.write(written);
            connection.drip(drop, 20);
        });
    }
}
