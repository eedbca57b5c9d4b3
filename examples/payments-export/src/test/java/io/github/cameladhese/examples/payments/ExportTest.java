package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which page is next. */
class ExportTest {

    @TempDir
    private Path folder;

    private CsvFile file;
    private Export export;

    @BeforeEach
    void begin() {
        file = CsvFile.create(folder.resolve("payments.csv"), Columns.of("id"));
        export = new Export("limit=2", file, new Progress(new PrintStream(OutputStream.nullOutputStream()), false));
    }

    @AfterEach
    void end() {
        file.close();
    }

    @Test
    void followsTheCursorsToTheLastPage() throws Exception {
        assertThat(export.query()).isEqualTo("limit=2");
        receive("{'data':[{'id':'a'},{'id':'b'}],'has_more':true,'next_cursor':'x+/=&y'}");
        assertThat(export.isMore()).isTrue();
        assertThat(export.query()).isEqualTo("limit=2&cursor=x%2B%2F%3D%26y");

        receive("{'data':[],'has_more':true,'next_cursor':'z'}"); // an empty page proves nothing
        assertThat(export.isMore()).isTrue();

        receive("{'data':[{'id':'c'}],'has_more':false,'next_cursor':null,'total':3}");
        assertThat(export.isMore()).isFalse();
        assertThat(export.payments()).isEqualTo(3);
        assertThat(export.pages()).isEqualTo(3);
        file.complete();
        assertThat(Files.readString(folder.resolve("payments.csv"))).isEqualTo("id\r\na\r\nb\r\nc\r\n");
    }

    @Test
    void aCursorThatComesAgainIsNotFollowedForEver() throws Exception {
        receive("{'data':[],'has_more':true,'next_cursor':'x'}");
        receive("{'data':[],'has_more':true,'next_cursor':'y'}");

        assertThatThrownBy(() -> receive("{'data':[],'has_more':true,'next_cursor':'x'}"))
                .isInstanceOf(ExportException.class)
                .hasMessage("Reading payments, page 3: has_more, but a cursor came again."
                        + " Check payments.path in application.properties.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
        {'data':[{'id':'a'}],'has_more':true}                     | without next_cursor
        {'data':[{'id':'a'}],'has_more':true,'next_cursor':null}  | without next_cursor
        {'data':[{'id':'a'}]}                                     | without data or has_more (fields: data)
        {'data':[{'id':'a'}],'has_more':'no'}                     | without data or has_more
        {'data':{'id':'a'},'has_more':false}                      | without data or has_more
        {'payer':{'phone':'+99912345678'}}                        | (fields: payer)
        ['+99912345678']                                          | (array)
        {'data':['+99912345678'],'has_more':false}                | a payment that is no object (string)
        """)
    void whatIsNoPageIsToldWithoutItsValues(String answer, String message) {
        assertThatThrownBy(() -> receive(answer))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("page 1")
                .hasMessageContaining(message)
                .hasMessageNotContaining("+999");
        assertThat(export.pages()).isZero();
    }

    private void receive(String page) throws JsonProcessingException {
        export.received(new ObjectMapper().readTree(page.replace('\'', '"')));
    }
}
