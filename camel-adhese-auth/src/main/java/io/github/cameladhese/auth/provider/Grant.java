package io.github.cameladhese.auth.provider;

import java.util.Map;

/**
 * What entitles the client to a token (RFC 6749 §1.3).
 *
 * @param type the value of {@code grant_type}
 * @param parameters what this grant adds to the request, by wire name
 */
public record Grant(String type, Map<String, String> parameters) {

    public Grant {
        parameters = Map.copyOf(parameters);
    }

    /** The client's own credentials (RFC 6749 §4.4). */
    public static Grant clientCredentials() {
        return new Grant("client_credentials", Map.of());
    }
}
