package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDayTest {

    private final JsonNodeFactory json = JsonNodeFactory.instance;

    @ParameterizedTest
    @CsvSource({
        "1767222000000, 2026-01-01", // 2025-12-31T23:00Z, winter
        "1767221999999, 2025-12-31",
        "1751320800000, 2025-07-01", // 2025-06-30T22:00Z, summer
        "1751320799999, 2025-06-30",
        "0, 1970-01-01",
        "-3600001, 1969-12-31",
        "253402214400000, 9999-12-31",
        "-62135510400000, 0001-01-02",
    })
    void isTheDayInBrussels(String millis, LocalDate day) {
        assertThat(LocalDay.of(json.textNode(millis))).isEqualTo(day);
        assertThat(LocalDay.of(json.numberNode(Long.parseLong(millis)))).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2025-07-01",
                "1751320800000.5",
                "99999999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "253402214400001",
                "-62135510400001",
                "-62169984000000"
            })
    void isNullForOtherText(String text) {
        assertThat(LocalDay.of(json.textNode(text))).isNull();
    }

    @Test
    void isNullForOtherThings() {
        assertThat(LocalDay.of(MissingNode.getInstance())).isNull();
        assertThat(LocalDay.of(json.nullNode())).isNull();
        assertThat(LocalDay.of(json.booleanNode(true))).isNull();
        assertThat(LocalDay.of(json.objectNode())).isNull();
    }
}
