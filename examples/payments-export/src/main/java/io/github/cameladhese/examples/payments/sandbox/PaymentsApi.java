package io.github.cameladhese.examples.payments.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * {@code GET /v1/payments?status&limit&cursor&created_after} as documented: a page of payments, whether there are more, and the
 * cursor of the next page; 429 beyond the limit. Error bodies, what a cursor is like, and the fields of a payment are invented.
 * Thread-safe.
 */
final class PaymentsApi implements Reply.Answerer {

    private static final Set<String> PARAMETERS = Set.of("status", "limit", "cursor", "created_after");
    private static final String BEARER = "Bearer ";
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 100;

    private final LongAdder requests = new LongAdder();
    private final LongAdder tooMany = new LongAdder();
    private final IssuedTokens tokens;
    private final RequestLimit limit;
    private final SandboxPayments payments;

    PaymentsApi(IssuedTokens tokens, RequestLimit limit, SandboxPayments payments) {
        this.tokens = tokens;
        this.limit = limit;
        this.payments = payments;
    }

    /** All that arrived, also the refused ones. */
    long requests() {
        return requests.sum();
    }

    /** Those that were answered with 429. */
    long tooMany() {
        return tooMany.sum();
    }

    @Override
    public Reply answer(HttpExchange request) {
        requests.increment();
        Optional<SortedSet<String>> scopes = Optional.ofNullable(
                        request.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> tokens.scopes(header.substring(BEARER.length())));
        if (scopes.isEmpty()) {
            return Reply.error(401, "invalid_token", "none, unknown, or expired")
                    .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        if (!scopes.get().contains(Scopes.READ)) {
            return Reply.error(403, "insufficient_scope", "read is missing");
        }
        OptionalLong wait = limit.secondsToWait();
        if (wait.isPresent()) {
            tooMany.increment();
            return Reply.error(429, "too_many_requests", "wait").with("Retry-After", "" + wait.getAsLong());
        }
        try {
            return page(Parameters.of(request.getRequestURI(), PARAMETERS));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Reply.error(400, "invalid_request", "a parameter is unknown, there twice, or garbled");
        } catch (IllegalStateException e) {
            return Reply.error(500, "server_error", "out of order");
        }
    }

    private Reply page(Parameters parameters) {
        int most = parameters.get("limit").map(Integer::parseInt).orElse(USUAL_PAGE);
        if (most < 1 || most > LONGEST_PAGE) {
            throw new IllegalArgumentException("limit");
        }
        List<ObjectNode> wanted =
                payments.all().stream().filter(wanted(parameters)).toList();
        int from = parameters
                .get("cursor")
                .map(cursor -> indexAfter(cursor, wanted))
                .orElse(0);
        int to = Math.min(from + most, wanted.size());
        boolean more = to < wanted.size();

        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("data").addAll(wanted.subList(from, to));
        answer.put("has_more", more);
        answer.put("next_cursor", more ? cursorOf(wanted.get(to - 1)) : null);
        return Reply.json(200, answer.toString());
    }

    private static Predicate<ObjectNode> wanted(Parameters parameters) {
        Optional<String> status = parameters.get("status");
        Optional<Instant> after = parameters.get("created_after").map(Instant::parse);
        return payment -> status.map(payment.path("status").asText()::equals).orElse(true)
                && after.map(Instant.parse(payment.path("created_at").asText())::isAfter)
                        .orElse(true);
    }

    private static int indexAfter(String cursor, List<ObjectNode> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (cursorOf(wanted.get(i)).equals(cursor)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("cursor");
    }

    /** With characters in it that a query must encode. */
    private static String cursorOf(ObjectNode payment) {
        byte[] id = ("?>" + payment.path("id").asText()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(id) + "+/=";
    }
}
