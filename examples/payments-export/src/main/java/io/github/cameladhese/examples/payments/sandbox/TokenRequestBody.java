package io.github.cameladhese.examples.payments.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a token request's JSON object: texts that are not empty, each there once. */
record TokenRequestBody(Map<String, String> members) {

    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String AUTHORIZATION_CODE = "authorization_code";

    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private static final Set<String> ALWAYS = Set.of("grant_type", "client_id", "client_secret");
    private static final Set<String> WITH_A_CODE = Set.of("code", "redirect_uri");
    private static final String AT_WILL = "scope";

    /** @throws IllegalArgumentException if it is anything else; the message says what, without values */
    static TokenRequestBody parse(String body) {
        Map<String, String> members = new HashMap<>();
        try {
            JsonNode json = STRICT.readValue(body);
            if (!json.isObject()) {
                throw new IllegalArgumentException("no JSON object");
            }
            json.properties().forEach(member -> {
                if (!member.getValue().isTextual()
                        || member.getValue().textValue().isEmpty()) {
                    throw new IllegalArgumentException("a member that is no text, or empty");
                }
                members.put(member.getKey(), member.getValue().textValue());
            });
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON, or a member twice");
        }
        return new TokenRequestBody(members);
    }

    /** Empty if there are exactly the members that this grant has; else what is wrong, without values. */
    Optional<String> complaint() {
        Set<String> expected = new HashSet<>(ALWAYS);
        if (grantType().equals(AUTHORIZATION_CODE)) {
            expected.addAll(WITH_A_CODE);
        }
        if (!members.keySet().containsAll(expected)) {
            return Optional.of("a member is missing");
        }
        expected.add(AT_WILL);
        return expected.containsAll(members.keySet()) ? Optional.empty() : Optional.of("a member too many");
    }

    String grantType() {
        return get("grant_type").orElse("");
    }

    Optional<String> get(String member) {
        return Optional.ofNullable(members.get(member));
    }

    @Override
    public String toString() {
        return "TokenRequestBody" + members.keySet();
    }
}
