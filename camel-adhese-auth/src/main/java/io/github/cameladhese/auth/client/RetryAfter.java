package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.token.TokenClock;
import java.io.Serializable;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long an answer asks to wait before the next request: its {@code Retry-After} (RFC 9110 §10.2.3), and its {@code Date}.
 * Immutable. They may be any text, which is not shown.
 */
final class RetryAfter implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A longer wait is cut to this one: a server's slip must not mean days without a token. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("0*(?<digits>\\d*)");

    /** As many digits as a long surely holds; more than these are more than {@link #LONGEST}. */
    private static final int MOST_DIGITS = 9;

    private final String value;
    private final String date;

    private RetryAfter(String value, String date) {
        this.value = value;
        this.date = date;
    }

    static RetryAfter of(HttpHeaders headers) {
        return new RetryAfter(
                headers.firstValue("Retry-After").orElse("").strip(),
                headers.firstValue("Date").orElse("").strip());
    }

    /**
     * How long to wait, from the answer on.
     *
     * @param clock by whose wall clock a date is understood if the server does not tell the time of its own
     * @return more than zero, at most {@link #LONGEST}; empty if nothing is asked for: it is missing, zero, past or unreadable
     */
    Optional<Duration> delay(TokenClock clock) {
        return asked(Instant.ofEpochMilli(clock.currentTimeMillis()))
                .filter(wait -> !wait.isNegative() && !wait.isZero())
                .map(wait -> wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }

    /** What a message says of a delay. */
    static String advice(Optional<Duration> delay) {
        return delay.map(wait -> "Try again in " + (wait.toMillis() + 999) / 1000 + " s.")
                .orElse("Try again later.");
    }

    @Override
    public String toString() {
        return "RetryAfter[hidden]";
    }

    private Optional<Duration> asked(Instant now) {
        var seconds = SECONDS.matcher(value);
        if (!value.isEmpty() && seconds.matches()) {
            String digits = seconds.group("digits");
            if (digits.length() > MOST_DIGITS) {
                return Optional.of(LONGEST);
            }
            return Optional.of(Duration.ofSeconds(digits.isEmpty() ? 0 : Long.parseLong(digits)));
        }
        // The server's own time first: its clock may differ from ours, but not from the one it wrote Retry-After by.
        return HttpDate.parse(value, now)
                .map(until -> Duration.between(HttpDate.parse(date, now).orElse(now), until));
    }
}
