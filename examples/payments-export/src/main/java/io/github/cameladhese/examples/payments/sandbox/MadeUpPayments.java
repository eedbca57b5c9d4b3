package io.github.cameladhese.examples.payments.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Payments that nobody made, the same at every start: payers with numbers for names, phone numbers with the country code 999,
 * which no country has, and the currency XTS, which ISO 4217 keeps for tests. All fields are invented.
 */
public final class MadeUpPayments implements SandboxPayments {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofMinutes(7);
    private static final List<String> STATUSES = List.of("completed", "completed", "completed", "pending", "failed");

    private final List<ObjectNode> payments;

    public MadeUpPayments(int size) {
        payments =
                IntStream.rangeClosed(1, size).mapToObj(MadeUpPayments::payment).toList();
    }

    @Override
    public List<ObjectNode> all() {
        return payments;
    }

    private static ObjectNode payment(int number) {
        ObjectNode payment = JsonNodeFactory.instance.objectNode();
        payment.put("id", "pay_%06d".formatted(number));
        payment.put("status", STATUSES.get(number % STATUSES.size()));
        payment.put("amount", BigDecimal.valueOf(100 + number * 37L % 90_000, 2));
        payment.put("currency", "XTS");
        payment.put("created_at", FIRST.plus(BETWEEN.multipliedBy(number)).toString());
        ObjectNode payer = payment.putObject("payer");
        payer.put("phone", "+999%08d".formatted(number));
        if (number % 25 > 0) { // some are known by their number only
            payer.put("name", number % 10 > 0 ? "Payer " + number : "Payer " + number + ", \"Shop\"");
        }
        return payment;
    }
}
