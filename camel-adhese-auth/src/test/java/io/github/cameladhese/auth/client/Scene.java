package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.RawServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;

/** A server at which something goes wrong, and how a client meets it. */
final class Scene implements AutoCloseable {

    /** What has to happen between two fetches, or hold at the end. */
    interface Step {

        void run() throws Exception;
    }

    private final String url;
    private final IntSupplier requests;
    private final Callable<Boolean> quiet;
    private final Closeable server;
    private SSLContext sslContext;
    private Step beforeSecondFetch;
    private Step end = () -> {};

    private Scene(String url, IntSupplier requests, Callable<Boolean> quiet, Closeable server) {
        this.url = url;
        this.requests = requests;
        this.quiet = quiet;
        this.server = server;
    }

    static Scene at(RawServer server) {
        return at("http://127.0.0.1:" + server.port(), server);
    }

    static Scene at(String url, RawServer server) {
        return new Scene(
                url,
                () -> server.requests().size(),
                () -> server.connections().stream().allMatch(RawServer.Connection::isOver),
                server::close);
    }

    static Scene at(FakeTokenServer server) {
        return new Scene(server.url(), server::requestCount, () -> true, server::close);
    }

    /** A port at which no request can be read. */
    static Scene deaf(int port, Closeable server) {
        return new Scene("http://127.0.0.1:" + port, () -> 0, () -> true, server);
    }

    /** The client trusts what this context trusts. */
    Scene trusting(SSLContext context) {
        sslContext = context;
        return this;
    }

    /** The fault meets the second of two fetches, after this. */
    Scene secondFetchAfter(Step step) {
        beforeSecondFetch = step;
        return this;
    }

    /** What must hold when all is over. */
    Scene inTheEnd(Step check) {
        end = check;
        return this;
    }

    String url() {
        return url;
    }

    /** How many requests the server has read. */
    int requests() {
        return requests.getAsInt();
    }

    /** Whether the client has closed all its connections. */
    boolean isQuiet() throws Exception {
        return quiet.call();
    }

    SSLContext sslContext() {
        return sslContext;
    }

    /** Null if there is but one fetch. */
    Step beforeSecondFetch() {
        return beforeSecondFetch;
    }

    void end() throws Exception {
        end.run();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
