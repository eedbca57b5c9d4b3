package io.github.cameladhese.examples.payments.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The decoded parameters of a query, each there once. */
record Parameters(Map<String, String> values) {

    /** @throws IllegalArgumentException if one is there twice, is not among {@code known}, or is garbled */
    static Parameters of(URI request, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        String query = request.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            String value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (!known.contains(name) || values.put(name, value) != null) {
                throw new IllegalArgumentException("a parameter is unknown or there twice");
            }
        }
        return new Parameters(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
