package io.github.cameladhese.examples.observability.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /campaigns} and {@code GET /bookings?campaignId} for those who have a token. Thread-safe. */
final class CampaignApi implements Function<HttpExchange, Answer> {

    private static final String BEARER = "Bearer ";

    private final IssuedTokens tokens;

    CampaignApi(IssuedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Answer apply(HttpExchange exchange) {
        boolean good = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()))
                .filter(tokens::isGood)
                .isPresent();
        if (!good) {
            return new Answer(401, "{\"error\":\"invalid_token\"}");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/campaigns" ->
                new Answer(
                        200,
                        """
                    [{"id":7,"name":"Spring sale"},{"id":12,"name":"Back to school"},{"id":31,"name":"Winter"}]""");
            case "/bookings" ->
                new Answer(200, """
                    [{"id":13001,"volume":50000},{"id":13002,"volume":125000}]""");
            default -> new Answer(404, "{\"error\":\"no such path\"}");
        };
    }
}
