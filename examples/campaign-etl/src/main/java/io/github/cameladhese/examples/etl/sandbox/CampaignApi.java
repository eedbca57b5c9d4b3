package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * {@code GET /companies?offset&limit}, {@code /campaigns?offset&limit&modifiedSince}, {@code /bookings?campaignId} and
 * {@code /creatives?campaignId} (all invented), as bare arrays. Deleted campaigns are told only to who asks for changes
 * (invented). Without a valid token it is a 401; without the permission it is an empty list, as documented for Adhese.
 * Thread-safe.
 */
final class CampaignApi implements HttpHandler {

    private static final String BEARER = "Bearer ";
    private static final int LONGEST_PAGE = 500;

    private final SandboxTokens tokens;
    private final SandboxData data;
    private final LongAdder requests = new LongAdder();
    private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();

    CampaignApi(SandboxTokens tokens, SandboxData data) {
        this.tokens = tokens;
        this.data = data;
    }

    /** All that arrived, also the refused ones. */
    long requests() {
        return requests.sum();
    }

    /** Answers the next request with this; with none at all if the status is 0. */
    void fail(Answer fault) {
        faults.add(fault);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        requests.increment();
        try (exchange) {
            Answer fault = faults.poll();
            Answer answer = fault == null ? answer(exchange) : fault;
            if (answer.status() > 0) {
                answer.sendTo(exchange);
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.of(405, "{\"error\":\"only GET\"}");
        }
        Optional<Set<String>> permissions = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> tokens.permissions(header.substring(BEARER.length())));
        if (permissions.isEmpty()) {
            return new Answer(
                    401, "{\"error\":\"invalid_token\"}", Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }
        try {
            String query = exchange.getRequestURI().getRawQuery();
            return answer(
                    exchange.getRequestURI().getPath(), Form.parse(query == null ? "" : query), permissions.get());
        } catch (IllegalArgumentException e) {
            return Answer.of(400, "{\"error\":\"a parameter is malformed\"}");
        } catch (IllegalStateException e) {
            return Answer.of(500, "{\"error\":\"out of order\"}");
        }
    }

    private Answer answer(String path, Form query, Set<String> permissions) {
        return switch (path) {
            case "/companies" -> page(permissions.contains("campaign:view") ? data.advertisers() : List.of(), query);
            case "/campaigns" -> page(permissions.contains("campaign:view") ? campaigns(query) : List.of(), query);
            case "/bookings" -> ofCampaign(query, permissions.contains("booking:view"), data::bookingsOf);
            case "/creatives" -> ofCampaign(query, permissions.contains("creative:view"), data::creativesOf);
            default -> Answer.of(404, "{\"error\":\"no such path\"}");
        };
    }

    private List<ObjectNode> campaigns(Form query) {
        long since = Long.parseLong(query.first("modifiedSince").orElse("0"));
        return data.campaigns().stream()
                .filter(campaign -> since > 0
                        ? campaign.path("modified").asLong(Long.MAX_VALUE) >= since
                        : !campaign.path("deleted").asBoolean())
                .toList();
    }

    private static Answer page(List<ObjectNode> all, Form query) {
        int from = Math.min(Math.max(query.number("offset", 0), 0), all.size());
        int limit = Math.min(Math.max(query.number("limit", 100), 1), LONGEST_PAGE);
        return array(all.subList(from, Math.min(from + limit, all.size())));
    }

    private static Answer ofCampaign(Form query, boolean permitted, IntFunction<List<ObjectNode>> list) {
        int campaignId = query.number("campaignId", 0);
        if (campaignId < 1) {
            return Answer.of(400, "{\"error\":\"campaignId is missing, or less than 1\"}");
        }
        return array(permitted ? list.apply(campaignId) : List.of());
    }

    private static Answer array(List<ObjectNode> elements) {
        return Answer.of(200, elements.stream().map(ObjectNode::toString).collect(Collectors.joining(",", "[", "]")));
    }
}
