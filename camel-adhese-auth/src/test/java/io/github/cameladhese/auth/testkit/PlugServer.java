package io.github.cameladhese.auth.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A token server on a loopback port whose plug can be pulled: its socket is gone then, and at the same port afterwards. */
public final class PlugServer implements AutoCloseable {

    private final int lifetime;
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    /** @param lifetime of its tokens, in seconds */
    public PlugServer(int lifetime) {
        this.lifetime = lifetime;
        server = start(0);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many requests it has answered. */
    public int requests() {
        return requests.get();
    }

    public void pullPlug() {
        server.stop(0);
    }

    public void plugIn() {
        server = start(server.getAddress().getPort());
    }

    @Override
    public void close() {
        pullPlug();
    }

    private HttpServer start(int port) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                byte[] answer = ("{\"access_token\":\"token-" + requests.incrementAndGet()
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetime + "}")
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
