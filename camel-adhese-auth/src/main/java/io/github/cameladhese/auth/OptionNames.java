package io.github.cameladhese.auth;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the option that a mistyped name probably means. */
final class OptionNames {

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

    /** The closest known name; empty if even that one differs in more than half of its letters. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String option) -> distance(name, option))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(option -> distance(name, option) <= option.length() / 2);
    }

    /** Levenshtein's distance, letter case aside, so that clientid is as near as can be to clientId. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
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
