package io.github.cameladhese.examples.etl.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the sandbox answers: always JSON.
 *
 * @param headers beside the content type
 */
record Answer(int status, String json, Map<String, String> headers) {

    static Answer of(int status, String json) {
        return new Answer(status, json, Map.of());
    }

    void sendTo(HttpExchange exchange) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        send(exchange, body, body.length);
    }

    /** As when a connection breaks; the exchange can only be closed then. */
    void sendHalfTo(HttpExchange exchange) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        send(exchange, body, body.length / 2);
        exchange.getResponseBody().flush();
    }

    private void send(HttpExchange exchange, byte[] body, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body, 0, length);
    }
}
