package io.github.cameladhese.auth.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A server on a free loopback port that does to a connection whatever its script says: for the faults that an HTTP server
 * cannot make. Every connection has a thread of its own, which {@link #close()} ends.
 */
public final class RawServer implements AutoCloseable {

    /** What is done to each connection; it is closed afterwards. An I/O error means that the client has hung up. */
    @FunctionalInterface
    public interface Script {

        void run(Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public RawServer(Script script) {
        this(open(), script);
    }

    /** On a socket of one's own, such as a TLS one. */
    public RawServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        start(this::accept);
    }

    /** Listens on a free loopback port. */
    public static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, loopback());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 127.0.0.1, without asking a name server. */
    public static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The connections so far, oldest first. */
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** The requests that scripts have read so far, oldest first. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        closeQuietly(server);
        connections.forEach(connection -> closeQuietly(connection.socket));
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A whole answer with JSON, after which the connection may be used again. */
    public static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** A good answer with the given token. */
    public static String token(String token) {
        return json("{\"access_token\":\"" + token
                + "\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"adhese-api\"}");
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                // closed, or a connection that was gone before it was accepted
            }
        }
    }

    private void serve(Connection connection) {
        try {
            script.run(connection);
        } catch (IOException e) {
            // the client has hung up
        } finally {
            closeQuietly(connection.socket);
            connection.over.countDown();
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "RawServer");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it is gone anyway
        }
    }

    /** One client's connection. Used by its own script; the others may only wait for its end. */
    public final class Connection {

        private final CountDownLatch over = new CountDownLatch(1);
        private volatile Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** Reads a request: its head, and as much of a body as the head says. Kept for {@link RawServer#requests()}. */
        public String readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client hung up");
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            int length = text.toLowerCase(Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                    .findFirst()
                    .orElse(0);
            String request = text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Sends bytes without end, each after a moment, until the client has hung up or the server is closed. */
        public void drip(String text, long everyMillis) throws IOException {
            try {
                while (!closed.await(everyMillis, TimeUnit.MILLISECONDS)) {
                    write(text);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Waits until the client has hung up. */
        public void awaitHangUp() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // what the client still sends is of no interest
            }
        }

        /** Ends the connection by a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** From now on this connection is a TLS one, as behind an HTTP proxy's CONNECT. */
        public void startTls(SSLContext context) throws IOException {
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            socket = tls;
        }

        /**
         * The same for clients with a certificate that the context trusts. Others have hung up when this fails: had they not,
         * a reset could overtake the alert that tells them why.
         */
        public void startMutualTls(SSLContext context) throws IOException {
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), false);
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(true);
            try {
                tls.startHandshake();
            } catch (SSLException e) {
                awaitHangUp();
                throw e;
            }
            socket = tls;
        }

        /** Whether the script has ended, which it does when the client hangs up, and the connection is closed. */
        public boolean isOver() {
            return over.getCount() == 0;
        }
    }
}
