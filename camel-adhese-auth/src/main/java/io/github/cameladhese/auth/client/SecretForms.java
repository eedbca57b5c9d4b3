package io.github.cameladhese.auth.client;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * The forms in which a secret may stand in a text: found whatever the letter case, since %2b is as good as %2B, and whatever
 * stands between its characters that leaves it readable, such as a line break or a character that is not shown. Takes time
 * in proportion to the text, also for long secrets. Immutable.
 */
final class SecretForms {

    private final List<String> forms;

    SecretForms(Collection<String> forms) {
        this.forms = forms.stream()
                .map(form -> new Squeezed(form).text.toString())
                .filter(form -> !form.isEmpty())
                .distinct()
                .toList();
    }

    boolean isIn(String text) {
        StringBuilder squeezed = new Squeezed(text).text;
        return forms.stream().anyMatch(form -> squeezed.indexOf(form) >= 0);
    }

    /** The text with each of the secret's forms replaced. */
    String replacedIn(String text, String replacement) {
        BitSet secret = new BitSet(text.length());
        Squeezed squeezed = new Squeezed(text);
        for (String form : forms) {
            for (int at = squeezed.text.indexOf(form); at >= 0; at = squeezed.text.indexOf(form, at + 1)) {
                secret.set(squeezed.from[at], squeezed.from[at + form.length() - 1] + 1);
            }
        }
        StringBuilder shown = new StringBuilder(text.length());
        int next = 0;
        for (int begin = secret.nextSetBit(0); begin >= 0; begin = secret.nextSetBit(next)) {
            shown.append(text, next, begin).append(replacement);
            next = secret.nextClearBit(begin);
        }
        return shown.append(text, next, text.length()).toString();
    }

    /** What counts of a text, and where each character of it stood. */
    private static final class Squeezed {

        private final StringBuilder text;
        private final int[] from;

        Squeezed(String original) {
            text = new StringBuilder(original.length());
            from = new int[original.length()];
            for (int i = 0; i < original.length(); ) {
                int character = original.codePointAt(i);
                int length = Character.charCount(character);
                if (!leavesReadable(character)) {
                    for (int unit = 0; unit < length; unit++) {
                        from[text.length()] = i + unit;
                        text.append(Character.toLowerCase(original.charAt(i + unit)));
                    }
                }
                i += length;
            }
        }

        private static boolean leavesReadable(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> true;
                default -> false;
            };
        }
    }
}
