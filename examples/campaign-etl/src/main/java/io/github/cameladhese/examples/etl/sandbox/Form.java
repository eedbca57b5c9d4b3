package io.github.cameladhese.examples.etl.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decoded {@code name=value} pairs of a request's body or query. */
final class Form {

    private final Map<String, List<String>> values;

    private Form(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException if it is not form-encoded, e.g. has a lone {@code %} */
    static Form parse(String encoded) {
        return new Form(Arrays.stream(encoded.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> decode(pair[0]),
                        Collectors.mapping(pair -> pair.length == 1 ? "" : decode(pair[1]), Collectors.toList()))));
    }

    boolean hasDuplicates() {
        return values.values().stream().anyMatch(all -> all.size() > 1);
    }

    Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name)).map(all -> all.get(0));
    }

    /** @throws NumberFormatException if it is there and no int */
    int number(String name, int otherwise) {
        return first(name).map(Integer::parseInt).orElse(otherwise);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
