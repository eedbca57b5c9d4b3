package io.github.cameladhese.examples.payments.sandbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The scopes of the one answer that is documented, {@code read write}; what they allow is invented. */
final class Scopes {

    static final String READ = "read";

    private static final SortedSet<String> ALL = new TreeSet<>(Arrays.asList(READ, "write"));

    private Scopes() {}

    /**
     * What was asked for; all of them if nothing was, and nothing if one of them is unknown.
     *
     * @param asked separated by space (RFC 6749 §3.3)
     */
    static Optional<SortedSet<String>> of(Optional<String> asked) {
        SortedSet<String> scopes = asked.<SortedSet<String>>map(
                        text -> new TreeSet<>(Arrays.asList(text.split(" ", -1))))
                .orElse(ALL);
        return ALL.containsAll(scopes) ? Optional.of(scopes) : Optional.empty();
    }
}
