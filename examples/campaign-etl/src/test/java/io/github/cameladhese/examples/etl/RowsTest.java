package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Rows rows = new Rows("customer-name", InstantSource.fixed(NOW));

    @Test
    void takesWhatItKnowsAndKeepsTheRest() {
        String campaign = "{\"id\":7,\"name\":\"Spring\",\"advertiser\":{\"id\":3,\"name\":\"ACME\"},\"colour\":[1,2]}";

        assertThat(row(Table.CAMPAIGNS, campaign))
                .containsEntry("realm", "customer-name")
                .containsEntry("id", 7L)
                .containsEntry("name", "Spring")
                .containsEntry("advertiser_id", 3L)
                .containsEntry("advertiser", "ACME")
                .containsEntry("starts_on", null)
                .containsEntry("raw", campaign);
    }

    @Test
    void hasNullForWhatIsMissingNullOrOfAnotherType() {
        assertThat(
                        row(
                                Table.BOOKINGS,
                                "{\"id\":1,\"name\":{\"nl\":\"Lente\"},\"volume\":\"many\",\"endDate\":false,\"startDate\":null}"))
                .containsEntry("campaign_id", 5)
                .containsEntry("name", null)
                .containsEntry("volume", null)
                .containsEntry("starts_on", null)
                .containsEntry("ends_on", null);
        assertThat(row(Table.ADVERTISERS, "{\"id\":1,\"active\":\"yes\"}"))
                .containsEntry("active", null)
                .containsEntry("external_id", null);
    }

    @Test
    void takesNumbersThatAreText() {
        assertThat(row(Table.BOOKINGS, "{\"id\":\"7\",\"volume\":\"9007199254740993\",\"modified\":\"1767222000000\"}"))
                .containsEntry("id", 7L)
                .containsEntry("volume", 9007199254740993L)
                .containsEntry("modified_ms", 1767222000000L);
        assertThat(row(Table.BOOKINGS, "{\"id\":7,\"volume\":\"99999999999999999999\"}"))
                .containsEntry("volume", null);
    }

    @Test
    void doesNotBelieveADateOfModificationThatIsToCome() {
        long soon = NOW.plusSeconds(3600).toEpochMilli();

        assertThat(row(Table.CAMPAIGNS, "{\"id\":7,\"modified\":" + soon + "}")).containsEntry("modified_ms", soon);
        assertThat(row(Table.CAMPAIGNS, "{\"id\":7,\"modified\":" + (soon + 1) + "}"))
                .containsEntry("modified_ms", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"x\"}",
                "{\"id\":7.5}",
                "{\"id\":0}",
                "{\"id\":3000000000}",
                "null",
                "[]",
                "\"text\"",
                "{\"id\":7,\"name\":\"\\u0000\"}",
                "{\"id\":7,\"name\":\"\\ud83d\"}",
                "{\"id\":7,\"name\":\"a\\ude00b\"}"
            })
    void putsWhatFitsIntoNoTableIntoQuarantineWithItsReason(String poison) {
        Batch batch = rows.of(Table.BOOKINGS, 5, json("[{\"id\":1}," + poison + ",{\"id\":2}]"));

        assertThat(batch.rows()).extracting(row -> row.get("id")).containsExactly(1L, 2L);
        assertThat(batch.rejected()).hasSize(1);
        assertThat(batch.rejected().get(0))
                .containsEntry("realm", "customer-name")
                .containsEntry("stream", "bookings")
                .containsEntry("raw", poison)
                .containsKey("reason");
        assertThat(batch.visited()).as("campaign 5 may have lost nothing").containsExactly(Batch.NO_CAMPAIGN);
    }

    @Test
    void takesCharactersBeyondTheBasicPlane() {
        String emoji = "{\"id\":7,\"name\":\"\ud83d\ude00\"}";

        assertThat(row(Table.BOOKINGS, emoji))
                .containsEntry("name", "\ud83d\ude00")
                .containsEntry("raw", emoji);
    }

    @Test
    void takesAnEnvelopeWithOneArray() {
        Batch batch = batch(Table.CAMPAIGNS, json("{\"total\":1,\"data\":[{\"id\":7}],\"next\":null}"));

        assertThat(batch.rows()).extracting(row -> row.get("id")).containsExactly(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[],\"b\":[]}", "7", "null"})
    void refusesWhatHasNoArrayOrSeveral(String answer) {
        assertThatThrownBy(() -> batch(Table.CAMPAIGNS, json(answer))).isInstanceOf(EtlException.class);
    }

    @Test
    void namesTheFieldsOfWhatItRefusesOnly() {
        assertThatThrownBy(() -> rows.of(Table.BOOKINGS, 7, json("{\"code\":17,\"message\":\"hush\"}")))
                .isInstanceOf(EtlException.class)
                .hasMessage("Reading bookings of campaign 7 of realm 'customer-name': the API answered with an object"
                        + " (fields: code, message) instead of an array, or an object with one array. Check the paths in"
                        + " application.properties; they are invented.");
    }

    @Test
    void joinsPartsAndKeepsTheRowThatWasModifiedLast() {
        Batch first =
                rows.of(Table.BOOKINGS, 5, json("[{\"id\":1,\"modified\":20},{\"id\":2},{\"id\":2,\"volume\":3}]"));
        Batch second = rows.of(Table.BOOKINGS, 6, json("[{\"id\":1,\"modified\":10}]"));

        Batch joined = Batch.join(List.of(first, second));

        assertThat(joined.rows()).extracting(row -> row.get("modified_ms")).containsExactly(20L, null);
        assertThat(joined.rows()).extracting(row -> row.get("volume")).containsExactly(null, 3L);
        assertThat(joined.duplicates()).isEqualTo(2);
        assertThat(joined.visited()).containsExactly(Batch.NO_CAMPAIGN, 5, 6);
    }

    private Map<String, Object> row(Table table, String element) {
        return rows.of(table, 5, json("[" + element + "]")).rows().get(0);
    }

    private Batch batch(Table table, InputStream answer) {
        return rows.batches(table, answer, 100).next();
    }

    private static InputStream json(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
