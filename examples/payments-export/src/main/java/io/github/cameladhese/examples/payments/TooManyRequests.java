package io.github.cameladhese.examples.payments;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a 429 means for the error handler: send the request again after as long as {@code Retry-After} says (RFC 9110 §10.2.3),
 * unless that is too long. It says nothing about the token, which stays. Thread-safe.
 */
final class TooManyRequests {

    private static final int STATUS = 429;

    private final Duration usual;
    private final Duration longest;
    private final InstantSource clock;

    /**
     * @param usual how long to wait if the answer does not say
     * @param longest how long to wait at the most
     * @param clock for a {@code Retry-After} that is a date
     */
    TooManyRequests(Duration usual, Duration longest, InstantSource clock) {
        this.usual = usual;
        this.longest = longest;
        this.clock = clock;
    }

    /** For {@code onWhen}: whether the exchange failed with a 429 after which one can wait. */
    boolean isWorthWaiting(Exchange exchange) {
        return pause(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .filter(pause -> pause.compareTo(longest) <= 0)
                .isPresent();
    }

    /** For {@code onExceptionOccurred}: has the error handler wait as long as the answer says. */
    void prepare(Exchange exchange) {
        pause(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)).ifPresent(pause -> {
            exchange.getProperty(PaymentRoutes.EXPORT, Export.class).waiting(pause);
            exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, pause.toMillis());
        });
    }

    /** Empty if the failure is no 429. */
    Optional<Duration> pause(@Nullable Throwable failure) {
        return failure instanceof HttpOperationFailedException refused && refused.getStatusCode() == STATUS
                ? Optional.of(retryAfter(refused.getResponseHeaders()).orElse(usual))
                : Optional.empty();
    }

    private Optional<Duration> retryAfter(@Nullable Map<String, String> headers) {
        return (headers == null ? Map.<String, String>of() : headers)
                .entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                        .findFirst()
                        .flatMap(header -> parsed(header.getValue().strip()));
    }

    private Optional<Duration> parsed(String value) {
        try {
            Duration pause = value.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
