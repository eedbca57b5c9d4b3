package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed request means for the error handler: whether to send it again, and after how long. As long as the answer says
 * ({@code Retry-After}, RFC 9110 §10.2.3, or one of the usual, not standard, reset headers), else after half of a pause that doubles or more. It
 * says nothing about the token, which stays. Thread-safe.
 */
final class Retry {

    private final Duration first;
    private final Duration longest;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param first how long to wait at the most for the first time if the answer does not say
     * @param longest how long to wait at the most; an answer that asks for more is a failure
     * @param random so that requests that failed together are not sent again together
     */
    Retry(Duration first, Duration longest, InstantSource clock, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.clock = clock;
        this.random = random;
    }

    /** For {@code onWhen}: whether it may help to send the request again, and soon. */
    boolean isWorthIt(Exchange exchange) {
        return pause(exchange).filter(pause -> pause.compareTo(longest) <= 0).isPresent();
    }

    /** For {@code onExceptionOccurred}: has the error handler wait. */
    void prepare(Exchange exchange) {
        pause(exchange).ifPresent(pause -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, pause.toMillis()));
    }

    private Optional<Duration> pause(Exchange exchange) {
        return pause(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class),
                exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class));
    }

    /** Empty if it does not help to send the request again. */
    Optional<Duration> pause(@Nullable Throwable failure, int sentAgain) {
        Duration usual = first.multipliedBy(1L << Math.min(sentAgain, 20));
        long most = (usual.compareTo(longest) < 0 ? usual : longest).toMillis();
        Duration backOff = Duration.ofMillis(most - (long) (random.nextDouble() * most / 2));
        if (failure instanceof HttpOperationFailedException refused) {
            int status = refused.getStatusCode();
            return status == 408 || status == 429 || (status >= 500 && status != 501)
                    ? Optional.of(told(refused.getResponseHeaders()).orElse(backOff))
                    : Optional.empty();
        }
        return failure instanceof IOException && !(failure instanceof JsonProcessingException)
                ? Optional.of(backOff)
                : Optional.empty();
    }

    private Optional<Duration> told(@Nullable Map<String, String> answer) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer == null ? Map.of() : answer);
        return parsed(headers.get("Retry-After"))
                .or(() -> parsed(headers.get("RateLimit-Reset")))
                .or(() -> parsed(headers.get("X-RateLimit-Reset")));
    }

    private Optional<Duration> parsed(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            String text = value.strip();
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Instant until = text.matches("[0-9]{10,12}")
                    ? Instant.ofEpochSecond(Long.parseLong(text)) // too many seconds to be a duration
                    : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            Duration pause = Duration.between(clock.instant(), until);
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
