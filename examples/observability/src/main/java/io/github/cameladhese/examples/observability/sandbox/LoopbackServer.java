package io.github.cameladhese.examples.observability.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server on a port of the loopback interface. It may be stopped and started again, then on the same port. Thread-safe. */
final class LoopbackServer {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpHandler handler;
    private int port;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    LoopbackServer(HttpHandler handler) {
        this.handler = handler;
    }

    /** Does nothing if it runs. */
    synchronized void start() {
        if (server != null) {
            return;
        }
        // Else each answer on a kept-alive connection waits 40 ms for the client's delayed ACK. Read when the first
        // server starts.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
            port = started.getAddress().getPort();
            threads = Executors.newFixedThreadPool(8);
            started.setExecutor(threads);
            started.createContext("/", handler);
            started.start();
            server = started;
        } catch (IOException e) {
            throw new UncheckedIOException("No server on port " + port + " of 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /** Closes the port and all connections to it, so that clients are refused. Does nothing if it does not run. */
    synchronized void stop() {
        if (server != null && threads != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    synchronized URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
