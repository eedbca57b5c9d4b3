package io.github.cameladhese.examples.observability.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** What the sandbox answers: always JSON. */
record Answer(int status, String json) {

    /** A handler that answers every request, whatever becomes of it. */
    static HttpHandler to(Function<HttpExchange, Answer> request) {
        return exchange -> {
            try (exchange) {
                request.apply(exchange).sendTo(exchange);
            }
        };
    }

    private void sendTo(HttpExchange exchange) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
