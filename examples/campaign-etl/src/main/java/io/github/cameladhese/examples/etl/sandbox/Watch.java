package io.github.cameladhese.examples.etl.sandbox;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells of each request, once it is answered: method, path and status. Whoever comes writes the first two, so a {@code ?}
 * stands for a method that is not among those of HTTP and for a path of other characters than most have. Neither header
 * nor body nor query is told, nor what follows a {@code ;} in the path, as they may hold a secret.
 */
final class Watch extends Filter {

    private static final int LONGEST = 200;

    // HttpServer takes what comes up to the first blank: control characters, or what is left of a body.
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~/%-]*");

    private final Consumer<String> witness;

    Watch(Consumer<String> witness) {
        this.witness = witness;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try {
            chain.doFilter(exchange);
        } finally {
            tell(exchange);
        }
    }

    private void tell(HttpExchange exchange) {
        String request = method(exchange.getRequestMethod()) + " "
                + path(exchange.getRequestURI().getRawPath());
        int status = exchange.getResponseCode();
        try {
            witness.accept(request.substring(0, Math.min(request.length(), LONGEST)) + " "
                    + (status < 0 ? "no answer" : status));
        } catch (RuntimeException ignored) {
            // The answer is sent already, and what the handler threw must not be lost to this.
        }
    }

    private static String method(String method) {
        return METHODS.contains(method) ? method : "?";
    }

    private static String path(String path) {
        String told = path.split(";", 2)[0];
        return PATH.matcher(told).matches() ? told : "?";
    }

    @Override
    public String description() {
        return "tells of each request";
    }
}
