package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    private final Rows rows = new Rows("customer-name");

    @Test
    void takesWhatItKnowsAndKeepsTheRest() throws Exception {
        String campaign = "{\"id\":7,\"name\":\"Spring\",\"advertiser\":{\"id\":3,\"name\":\"ACME\"},\"colour\":[1,2]}";

        assertThat(rows.campaigns(json("[" + campaign + "]")).get(0))
                .containsEntry("realm", "customer-name")
                .containsEntry("id", 7)
                .containsEntry("name", "Spring")
                .containsEntry("advertiser_id", 3L)
                .containsEntry("advertiser", "ACME")
                .containsEntry("starts_on", null)
                .containsEntry("raw", campaign);
    }

    @Test
    void hasNullForWhatHasAnotherType() throws Exception {
        assertThat(rows.bookings(
                                7,
                                json("[{\"id\":1,\"name\":{\"nl\":\"Lente\"},\"volume\":\"many\",\"endDate\":false}]"))
                        .get(0))
                .containsEntry("campaign_id", 7)
                .containsEntry("name", null)
                .containsEntry("volume", null)
                .containsEntry("ends_on", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "[{\"id\":\"7\"}]", "[{\"id\":7.5}]", "[{\"id\":3000000000}]", "[null]", "[[]]"})
    void refusesElementsWithoutAnIntAsId(String answer) {
        assertThatThrownBy(() -> rows.campaigns(json(answer)))
                .isInstanceOf(EtlException.class)
                .hasMessageStartingWith("Campaigns of realm 'customer-name': the API answered with ");
    }

    @Test
    void refusesWhatIsNoArrayAndNamesItsFieldsOnly() {
        assertThatThrownBy(() -> rows.bookings(7, json("{\"code\":17,\"message\":\"hush\"}")))
                .isInstanceOf(EtlException.class)
                .hasMessage(
                        "Bookings of campaign 7 of realm 'customer-name': the API answered with an object (fields: code,"
                                + " message) instead of an array. Check the paths in application.properties; they are invented.");
    }

    @Test
    void joinsPartsAndKeepsTheLastRowOfAnId() {
        Map<String, Integer> first = Map.of("id", 1, "volume", 10);
        Map<String, Integer> other = Map.of("id", 2, "volume", 20);
        Map<String, Integer> again = Map.of("id", 1, "volume", 11);

        assertThat(Rows.join(List.of(List.of(first, other), List.of(), List.of(again))))
                .containsExactly(again, other);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
