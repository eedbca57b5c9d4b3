package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

    @Test
    void takesWhatIsNamedAndNothingElse() throws Exception {
        var payment = new ObjectMapper()
                .readTree("{\"id\":7,\"payer\":{\"name\":\"Payer 7\",\"phone\":null},\"labels\":[\"a\"],\"ok\":true}");

        assertThat(Columns.of(" id, payer.name,payer.phone,labels,ok,nowhere.at.all ")
                        .row(payment))
                .containsExactly("7", "Payer 7", "", "[\"a\"]", "true", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "id,amount,id"})
    void refusesNoneAndTheSameTwice(String setting) {
        assertThatThrownBy(() -> Columns.of(setting))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("payments.columns");
    }
}
