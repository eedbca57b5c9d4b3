package io.github.cameladhese.examples.payments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/**
 * Which fields of a payment become columns. What is not a column is not kept anywhere.
 *
 * @param names of fields; {@code payer.name} is the name within the payer
 */
record Columns(List<String> names) {

    /** @throws ExportException if there are none, or one twice */
    static Columns of(String setting) {
        List<String> names = Arrays.stream(setting.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new ExportException(
                    "payments.columns must name one field or more, each once, but is '" + setting + "'.", null);
        }
        return new Columns(names);
    }

    /** The row of a payment; empty where it has no such field. */
    List<String> row(JsonNode payment) {
        return names.stream()
                .map(name -> cell(payment.at(JsonPointer.compile("/" + name.replace('.', '/')))))
                .toList();
    }

    private static String cell(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText();
    }
}
