package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Collection;
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

    private final Collection<SandboxRealm> realms;
    private final LongAdder requests = new LongAdder();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

    /** Who asks, and what for: realms have the same paths. */
    private record Caller(SandboxData data, Set<String> permissions) {

        boolean may(String permission) {
            return permissions.contains(permission);
        }
    }

    /** @param realms whose tokens it takes; each opens the data of its own realm */
    CampaignApi(Collection<SandboxRealm> realms) {
        this.realms = realms;
    }

    /** All that arrived, also the refused ones. */
    long requests() {
        return requests.sum();
    }

    /** What becomes of a request instead of an answer. */
    interface Fault {
        void send(Answer answer, HttpExchange exchange) throws IOException;
    }

    /** To the next request. */
    void fail(Fault fault) {
        faults.add(fault);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        requests.increment();
        try (exchange) {
            Fault fault = faults.poll();
            Answer answer = answer(exchange);
            if (fault == null) {
                answer.sendTo(exchange);
            } else {
                fault.send(answer, exchange);
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.of(405, "{\"error\":\"only GET\"}");
        }
        Optional<Caller> caller = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> caller(header.substring(BEARER.length())));
        if (caller.isEmpty()) {
            return new Answer(
                    401, "{\"error\":\"invalid_token\"}", Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }
        try {
            String query = exchange.getRequestURI().getRawQuery();
            return answer(exchange.getRequestURI().getPath(), Form.parse(query == null ? "" : query), caller.get());
        } catch (IllegalArgumentException e) {
            return Answer.of(400, "{\"error\":\"a parameter is malformed\"}");
        } catch (IllegalStateException e) {
            return Answer.of(500, "{\"error\":\"out of order\"}");
        }
    }

    private Optional<Caller> caller(String token) {
        return realms.stream()
                .flatMap(realm ->
                        realm
                                .tokens()
                                .permissions(token)
                                .map(permissions -> new Caller(realm.data(), permissions))
                                .stream())
                .findFirst();
    }

    private static Answer answer(String path, Form query, Caller caller) {
        SandboxData data = caller.data;
        return switch (path) {
            case "/companies" -> caller.may("campaign:view") ? companies(data, query) : array(List.of());
            case "/campaigns" -> caller.may("campaign:view") ? campaigns(data, query) : array(List.of());
            case "/bookings" -> ofCampaign(query, caller.may("booking:view"), data::bookingsOf);
            case "/creatives" -> ofCampaign(query, caller.may("creative:view"), data::creativesOf);
            default -> Answer.of(404, "{\"error\":\"no such path\"}");
        };
    }

    private static Answer companies(SandboxData data, Form query) {
        return array(data.advertisers().stream()
                .skip(offset(query))
                .limit(limit(query))
                .toList());
    }

    private static Answer campaigns(SandboxData data, Form query) {
        long since = Long.parseLong(query.first("modifiedSince").orElse("0"));
        return array(data.campaigns(since, offset(query), limit(query)));
    }

    private static int offset(Form query) {
        return Math.max(query.number("offset", 0), 0);
    }

    private static int limit(Form query) {
        return Math.min(Math.max(query.number("limit", 100), 1), LONGEST_PAGE);
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
