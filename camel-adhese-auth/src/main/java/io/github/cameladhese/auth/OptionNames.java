package io.github.cameladhese.auth;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the option that a mistyped name probably means. */
final class OptionNames {

    /** A shorter one is the beginning or the end of too many. */
    private static final int SHORTEST_PART = 4;

    private OptionNames() {}

    /** The message for options that do not exist; it names no values. */
    static String unknown(Collection<String> unknown, Collection<String> known) {
        return new TreeSet<>(unknown)
                .stream()
                        .map(name -> "There is no option '" + name + "'."
                                + nearest(name, known)
                                        .map(nearest -> " Did you mean " + nearest + "?")
                                        .orElse(" The options are: " + String.join(", ", new TreeSet<>(known)) + "."))
                        .collect(Collectors.joining(" "));
    }

    /**
     * The known name that the given one is the end or else the beginning of, else the closest one; empty if even that differs in
     * more than half of its letters.
     */
    static Optional<String> nearest(String name, Collection<String> known) {
        String part = lower(name);
        return shortest(known, option -> lower(option).endsWith(part) && part.length() >= SHORTEST_PART)
                .or(() -> shortest(known, option -> lower(option).startsWith(part) && part.length() >= SHORTEST_PART))
                .or(() -> closest(name, known));
    }

    private static Optional<String> shortest(Collection<String> known, Predicate<String> those) {
        return known.stream()
                .filter(those)
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Optional<String> closest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String option) -> distance(name, option))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(option -> distance(name, option) <= option.length() / 2);
    }

    /** Levenshtein's distance, letter case aside, so that clientid is as near as can be to clientId. */
    private static int distance(String left, String right) {
        String a = lower(left);
        String b = lower(right);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
