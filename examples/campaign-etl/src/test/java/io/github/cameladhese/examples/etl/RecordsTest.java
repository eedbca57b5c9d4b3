package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,{\"id\":2.50},[3]]",
                "{\"data\":[1,{\"id\":2.50},[3]]}",
                "{\"total\":3,\"page\":{\"of\":[9]},\"data\":[1,{\"id\":2.50},[3]],\"next\":null}"
            })
    void areTheElementsOfTheArrayAsTheyWereWritten(String answer) {
        assertThat(all(answer)).containsExactly("1", "{\"id\":2.50}", "[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"data\":[]}"})
    void areNoneIfTheArrayIsEmpty(String answer) {
        assertThat(all(answer)).isEmpty();
        assertThatThrownBy(() -> records(bytes(answer)).next()).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            7                   | number int
            null                | null
            "hush"              | string
            ``                  | nothing
            {}                  | an object (fields: )
            {"a":1,"b":"hush"}  | an object (fields: a, b)
            """)
    void areRefusedIfThereIsNoArray(String answer, String got) {
        assertThatThrownBy(() -> records(bytes(answer)))
                .isInstanceOf(EtlException.class)
                .hasMessage("Reading campaigns: the API answered with " + got
                        + " instead of an array, or an object with one array. Check the paths in application.properties;"
                        + " they are invented.")
                .hasMessageNotContaining("hush");
    }

    @Test
    void areRefusedAtTheSecondArray() {
        assertThatThrownBy(() -> all("{\"a\":[],\"b\":[]}")).hasMessageContaining("several arrays (fields: a, b)");
        assertThatThrownBy(() -> all("{\"a\":[1],\"c\":0,\"b\":[2]}"))
                .hasMessageContaining("several arrays (fields: a, c, b)");
    }

    @Test
    void failIfTheAnswerEndsInTheMiddle() {
        assertThatThrownBy(() -> all("[{\"id\":1},{\"id\"")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> all("[{\"id\":1}")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> all("<html>")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void readNoFurtherThanTheyAreAskedTo() throws IOException {
        InputStream answer = bytes("[" + "{\"id\":1},".repeat(10_000));
        Records records = records(answer);

        assertThat(records.next()).isNotNull();
        assertThat(records.hasNext()).isTrue();
        assertThat(answer.available()).as("what a buffer does not hold").isGreaterThan(50_000);
    }

    private static List<String> all(String answer) {
        Records records = records(bytes(answer));
        List<String> all = new ArrayList<>();
        while (records.hasNext()) {
            JsonNode record = records.next();
            all.add(record.toString());
        }
        return all;
    }

    private static Records records(InputStream answer) {
        return new Records("campaigns", answer);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
