package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run does to a database, whichever it is. Each test starts with an empty one. */
abstract class EtlContract extends EtlFixture {

    @Test
    void copiesEveryCampaignAndEveryBooking() throws Exception {
        Summary summary = refresh();

        assertThat(campaigns(summary)).isEqualTo(new RowCounts(CAMPAIGNS, CAMPAIGNS, 0));
        int bookings = data.bookings().size();
        assertThat(bookings).isBetween(2 * CAMPAIGNS, 4 * CAMPAIGNS);
        assertThat(bookings(summary)).isEqualTo(new RowCounts(bookings, bookings, 0));

        assertThat(query("SELECT realm, id, CAST(raw AS VARCHAR) FROM campaigns ORDER BY id"))
                .containsExactlyElementsOf(rowsOf(data.campaigns(0, 0, CAMPAIGNS)));
        assertThat(query("SELECT realm, id, CAST(raw AS VARCHAR) FROM bookings ORDER BY id"))
                .containsExactlyElementsOf(rowsOf(data.bookings()));
        assertThat(query("SELECT DISTINCT b.campaign_id FROM bookings b LEFT JOIN campaigns c"
                        + " ON c.realm = b.realm AND c.id = b.campaign_id WHERE c.id IS NULL"))
                .isEmpty();
    }

    @Test
    void fillsTheColumnsItKnows() throws Exception {
        ObjectNode campaign = data.campaigns(0, 0, CAMPAIGNS).get(0);
        campaign.put("startDate", "1751320800000")
                .put("endDate", "1767222000000"); // a summer's and a winter's midnight
        campaign.putObject("advertiser").put("id", 12).put("name", "O'Neill \"&\" ünïcode");
        ObjectNode sparse = data.campaigns(0, 0, CAMPAIGNS).get(1);
        sparse.removeAll().put("id", data.ids().get(1));

        refresh();

        assertThat(query("SELECT advertiser_id, advertiser, starts_on, ends_on FROM campaigns WHERE id = "
                        + data.ids().get(0)))
                .containsExactly("12|O'Neill \"&\" ünïcode|2025-07-01|2026-01-01");
        assertThat(query("SELECT name, advertiser_id, advertiser, starts_on, ends_on FROM campaigns WHERE id = "
                        + data.ids().get(1)))
                .containsExactly("null|null|null|null|null");
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        refresh();
        List<String> before = query("SELECT id, changed_at FROM bookings ORDER BY id");

        Summary again = refresh();

        assertThat(campaigns(again)).isEqualTo(new RowCounts(CAMPAIGNS, 0, 0));
        assertThat(bookings(again)).isEqualTo(new RowCounts(data.bookings().size(), 0, 0));
        assertThat(query("SELECT id, changed_at FROM bookings ORDER BY id")).isEqualTo(before);
    }

    @Test
    void countsWhatIsNewAndWhatChanged() throws Exception {
        refresh();
        data.rename(data.ids().get(3), "Renamed");
        data.rename(data.ids().get(CAMPAIGNS - 1), "Renamed");
        data.addCampaign(100_000);
        data.addBooking(100_000, 90_001);
        data.addBooking(data.ids().get(5), 90_002);
        ObjectNode booking = data.bookings().get(0);
        booking.put("volume", booking.path("volume").asLong() + 1);

        Summary summary = refresh();

        assertThat(campaigns(summary)).isEqualTo(new RowCounts(CAMPAIGNS + 1, 1, 2));
        assertThat(bookings(summary)).isEqualTo(new RowCounts(data.bookings().size(), 2, 1));
        assertThat(query("SELECT name FROM campaigns WHERE id = " + data.ids().get(3)))
                .containsExactly("Renamed");
        assertThat(query("SELECT volume FROM bookings WHERE id = " + booking.path("id")))
                .containsExactly(booking.path("volume").asText());
    }

    @Test
    void aBookingThatMovesToAnotherCampaignHasChangedThoughItsJsonHasNot() throws Exception {
        data.addBooking(data.ids().get(0), 90_001);
        refresh();
        data.bookingsOf(data.ids().get(0))
                .removeIf(booking -> booking.path("id").intValue() == 90_001);
        data.addBooking(data.ids().get(1), 90_001);

        assertThat(bookings(refresh()).changed()).isEqualTo(1);
        assertThat(query("SELECT campaign_id FROM bookings WHERE id = 90001"))
                .containsExactly(data.ids().get(1).toString());
    }

    @Test
    void leavesOtherRealmsAlone() throws Exception {
        refresh();
        update("UPDATE campaigns SET realm = 'other'");
        data.rename(data.ids().get(0), "Renamed");

        assertThat(campaigns(refresh()).added()).isEqualTo(CAMPAIGNS);
        assertThat(query("SELECT count(*) FROM campaigns WHERE name = 'Renamed'"))
                .containsExactly("1");
        assertThat(query("SELECT count(*) FROM campaigns")).containsExactly(Integer.toString(2 * CAMPAIGNS));
    }

    @Test
    void sendsOneTokenRequestForAllApiRequests() throws Exception {
        Summary.Outcome summary = refresh().realms().get(0);

        assertThat(summary.tokenRequests()).isEqualTo(1).isEqualTo(sandbox.tokenRequests());
        // Advertisers, all pages of campaigns, the empty ones that end them, and each campaign's bookings and
        // creatives.
        assertThat(summary.apiRequests())
                .isEqualTo(1 + 1 + CAMPAIGNS / PAGE_SIZE + 1 + 1 + 2 * CAMPAIGNS)
                .isEqualTo(sandbox.apiRequests());
    }

    @Test
    void canBeRunAgainAfterAFailure() throws Exception {
        data.breakAt(data.ids().get(CAMPAIGNS / 2));
        assertThat(attempt().failed()).isEqualTo(1);
        int stored = Integer.parseInt(query("SELECT count(*) FROM bookings").get(0));
        assertThat(stored).isBetween(1, data.bookings().size() - 1);

        data.breakAt(0);
        Summary summary = refresh();

        assertThat(campaigns(summary)).isEqualTo(new RowCounts(CAMPAIGNS, 0, 0));
        assertThat(bookings(summary))
                .isEqualTo(new RowCounts(data.bookings().size(), data.bookings().size() - stored, 0));
    }

    @Test
    void storesABatchAsAWholeOrNotAtAll() throws Exception {
        String schema = Files.readString(Path.of("src/test/resources/schema-before-flyway.sql"));
        update(schema.replaceFirst("name +VARCHAR", "name VARCHAR CHECK (name <> 'refused')"));
        int refused = data.ids().get(PAGE_SIZE + 7);
        data.rename(refused, "refused");

        assertThat(attempt().realms().get(0).failure()).startsWith("Storing rows of realm 'sandbox': ");
        assertThat(query("SELECT count(*) FROM campaigns")).containsExactly(Integer.toString(PAGE_SIZE));

        data.rename(refused, "accepted");
        assertThat(campaigns(refresh())).isEqualTo(new RowCounts(CAMPAIGNS, CAMPAIGNS - PAGE_SIZE, 0));
    }

    @Test
    void aDatabaseFromBeforeFlywayIsMigratedAndKeepsItsRows() throws Exception {
        update(Files.readString(Path.of("src/test/resources/schema-before-flyway.sql")));
        update("INSERT INTO campaigns VALUES ('other', 7, 'Old', 3, 'ACME', NULL, NULL, CAST('{\"id\":7}' AS JSON),"
                + " CURRENT_TIMESTAMP)");
        update("CREATE TABLE somebody_elses (id INTEGER)");

        assertThat(campaigns(refresh())).isEqualTo(new RowCounts(CAMPAIGNS, CAMPAIGNS, 0));
        assertThat(query("SELECT id, name, advertiser, CAST(raw AS VARCHAR) FROM campaigns WHERE realm = 'other'"))
                .containsExactly("7|Old|ACME|{\"id\":7}");
        assertThat(query("SELECT count(*) FROM somebody_elses")).containsExactly("0");
    }

    private static List<String> rowsOf(List<ObjectNode> elements) {
        return elements.stream()
                .map(element -> Sandbox.REALM + "|" + element.path("id") + "|" + element)
                .toList();
    }
}
