package io.github.cameladhese.examples.etl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of requests of which a client has written every byte, and what becomes of who is told. */
class WatchTest {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String MARKER = "not-a-real-secret";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @MethodSource
    void tellsWhatCanNeitherHoldASecretNorSteerATerminal(String request, String line) throws Exception {
        try (Sandbox sandbox = Sandbox.start(Map.of(Sandbox.REALM, new SeededData(1, 1)), 0, told::add);
                Socket client = connect(sandbox.url())) {
            send(client, request);
            assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo(line);
        }
        assertThat(told).isEmpty();
    }

    static Stream<Arguments> tellsWhatCanNeitherHoldASecretNorSteerATerminal() {
        return Stream.of(
                arguments("GET /campaigns", "GET /campaigns 401"),
                arguments("PATCH /campaigns", "PATCH /campaigns 405"),
                arguments("DELETE /~a/b.c_d-e%0A%1B", "DELETE /~a/b.c_d-e%0A%1B 405"),
                arguments(MARKER + " /campaigns", "? /campaigns 405"),
                arguments("client_secret=" + MARKER + "&scope=adhese-apiGET /campaigns", "? /campaigns 405"),
                arguments("\u001b[2J\u001b]0;owned\u0007GET /campaigns", "? /campaigns 405"),
                arguments("GET\n10:15:01\tGET /campaigns", "? /campaigns 405"),
                arguments("get /campaigns", "? /campaigns 405"),
                arguments(" /campaigns", "? /campaigns 405"),
                arguments("GET /campaigns;token=" + MARKER, "GET /campaigns 401"),
                arguments("GET /campaigns;a=b/" + MARKER + ";c", "GET /campaigns 401"),
                arguments("GET /campaigns?token=" + MARKER, "GET /campaigns 401"),
                arguments("GET http://user:" + MARKER + "@127.0.0.1/campaigns", "GET /campaigns 401"),
                arguments("GET /token=" + MARKER, "GET ? 401"),
                arguments("GET /caf\u00e9", "GET ? 401"),
                arguments("GET /" + "a".repeat(300), "GET /" + "a".repeat(195) + " 401"));
    }

    @Test
    void whoThrowsWhenToldDoesNotHideWhatTheHandlerThrew() throws Exception {
        BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        var filters = server.createContext("/", exchange -> {
                    throw new IOException("of the handler");
                })
                .getFilters();
        filters.add(new Catching(thrown));
        filters.add(new Watch(request -> {
            told.add(request);
            throw new IllegalStateException("of the witness");
        }));
        server.start();
        try (Socket client =
                connect(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
            send(client, "GET /campaigns");
            assertThat(thrown.poll(1, TimeUnit.MINUTES)).hasMessage("of the handler");
            assertThat(told).containsExactly("GET /campaigns no answer");
        } finally {
            server.stop(0);
        }
    }

    private static final class Catching extends Filter {

        private final BlockingQueue<Throwable> thrown;

        Catching(BlockingQueue<Throwable> thrown) {
            this.thrown = thrown;
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            try (exchange) {
                chain.doFilter(exchange);
            } catch (IOException | RuntimeException e) {
                thrown.add(e);
            }
        }

        @Override
        public String description() {
            return "keeps what was thrown";
        }
    }

    private static Socket connect(URI url) throws IOException {
        return new Socket(InetAddress.getByAddress(LOOPBACK), url.getPort());
    }

    private static void send(Socket client, String request) throws IOException {
        client.getOutputStream().write((request + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
