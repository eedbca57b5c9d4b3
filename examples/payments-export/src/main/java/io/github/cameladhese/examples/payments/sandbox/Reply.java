package io.github.cameladhese.examples.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the sandbox answers: JSON, or nothing but a status and headers. */
record Reply(int status, String body, Map<String, String> headers) {

    static Reply json(int status, String body) {
        return new Reply(status, body, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"));
    }

    /** In the form of RFC 6749 §5.2, which for this platform is invented. */
    static Reply error(int status, String error, String description) {
        return json(status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, body, more);
    }

    /** Has {@code answer} called for each request of this method; others are refused. */
    static HttpHandler to(String method, Answerer answer) {
        return exchange -> {
            try (exchange) {
                Reply reply = exchange.getRequestMethod().equals(method)
                        ? answer.answer(exchange)
                        : error(405, "method_not_allowed", "only " + method).with("Allow", method);
                reply.headers.forEach(exchange.getResponseHeaders()::set);
                byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
                if (bytes.length == 0) {
                    exchange.sendResponseHeaders(reply.status, -1);
                } else {
                    exchange.sendResponseHeaders(reply.status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            }
        };
    }

    /** Called by many threads. */
    @FunctionalInterface
    interface Answerer {

        Reply answer(HttpExchange request) throws IOException;
    }
}
