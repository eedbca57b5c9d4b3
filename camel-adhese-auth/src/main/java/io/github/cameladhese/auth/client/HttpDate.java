package io.github.cameladhese.auth.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date in a header, in each of the three formats that a recipient has to accept (RFC 9110 §5.6.7). What day of the week the
 * server takes it for is not looked at. Pure functions.
 */
final class HttpDate {

    private static final String TIME = "(?<time>\\d{2}:\\d{2}:\\d{2})";
    private static final String MONTH = "(?<month>[A-Z][a-z]{2})";

    private static final Pattern IMF_FIXDATE =
            Pattern.compile("[A-Z][a-z]{2}, (?<day>\\d{2}) " + MONTH + " (?<year>\\d{4}) " + TIME + " GMT");
    private static final Pattern RFC_850 =
            Pattern.compile("[A-Z][a-z]{5,8}, (?<day>\\d{2})-" + MONTH + "-(?<year>\\d{2}) " + TIME + " GMT");
    private static final Pattern ASCTIME =
            Pattern.compile("[A-Z][a-z]{2} " + MONTH + " (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})");

    private HttpDate() {}

    /**
     * Reads a date.
     *
     * @param now by which a year of two digits is understood
     * @return empty if it is none
     */
    static Optional<Instant> parse(String text, Instant now) {
        for (Pattern format : new Pattern[] {IMF_FIXDATE, RFC_850, ASCTIME}) {
            Matcher date = format.matcher(text);
            if (date.matches()) {
                return instant(date, now);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(Matcher date, Instant now) {
        try {
            String year = date.group("year");
            String rfc1123 = date.group("day").trim() + " " + date.group("month") + " "
                    + (year.length() == 2 ? fourDigits(year, now) : year) + " " + date.group("time") + " GMT";
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(rfc1123, Instant::from));
        } catch (DateTimeException e) { // the 32nd, or 25 o'clock
            return Optional.empty();
        }
    }

    /** The year with these last digits that is at most 50 years ahead, as RFC 9110 §5.6.7 asks. */
    private static int fourDigits(String lastTwo, Instant now) {
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int ahead = Math.floorMod(Integer.parseInt(lastTwo) - thisYear, 100);
        return thisYear + (ahead > 50 ? ahead - 100 : ahead);
    }
}
