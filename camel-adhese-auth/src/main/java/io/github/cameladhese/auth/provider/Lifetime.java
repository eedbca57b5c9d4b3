package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.AccessToken;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code expires_in} says. RFC 6749 §5.1 only recommends it and wants a number of seconds; servers also send it as
 * text, as a fraction, or not at all.
 *
 * @param told the lifetime, more than zero and at most {@link AccessToken#LONGEST_LIFETIME}; null if nothing readable was said
 * @param over whether it was said that the token is over: zero, negative, or less than a millisecond
 */
record Lifetime(@Nullable Duration told, boolean over) {

    private static final Lifetime NOT_TOLD = new Lifetime(null, false);
    private static final BigDecimal MILLISECOND = new BigDecimal("0.001");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(AccessToken.LONGEST_LIFETIME.toSeconds());

    /** A number with more characters is no number of seconds; reading it would only cost time. */
    private static final int MOST_CHARACTERS = 64;

    static Lifetime of(@Nullable Object expiresIn) {
        BigDecimal seconds = number(expiresIn);
        if (seconds == null) {
            return NOT_TOLD;
        }
        // Compared before it is converted: 1e999999999 is a valid number and would fill the memory with digits.
        if (seconds.compareTo(MILLISECOND) < 0) {
            return new Lifetime(null, true);
        }
        if (seconds.compareTo(LONGEST) >= 0) {
            return new Lifetime(AccessToken.LONGEST_LIFETIME, false);
        }
        long millis = seconds.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact();
        return new Lifetime(Duration.ofMillis(millis), false);
    }

    private static @Nullable BigDecimal number(@Nullable Object expiresIn) {
        if (!(expiresIn instanceof Number || expiresIn instanceof String)) {
            return null;
        }
        String text = expiresIn.toString().trim();
        try {
            return text.length() <= MOST_CHARACTERS ? new BigDecimal(text) : null;
        } catch (NumberFormatException e) {
            return null; // "abc" tells nothing, so the token's own times or the default have to
        }
    }
}
