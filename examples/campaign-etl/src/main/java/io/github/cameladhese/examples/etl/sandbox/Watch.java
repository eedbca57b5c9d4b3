package io.github.cameladhese.examples.etl.sandbox;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.function.Consumer;

/** Tells of each request, once it is answered. Neither header nor body nor query is told, as they may hold a secret. */
final class Watch extends Filter {

    private static final int LONGEST = 200;

    private final Consumer<String> witness;

    Watch(Consumer<String> witness) {
        this.witness = witness;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try {
            chain.doFilter(exchange);
        } finally {
            // What a client wrote: still escaped, so without control characters.
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            int status = exchange.getResponseCode();
            witness.accept(request.substring(0, Math.min(request.length(), LONGEST)) + " "
                    + (status < 0 ? "no answer" : status));
        }
    }

    @Override
    public String description() {
        return "tells of each request";
    }
}
