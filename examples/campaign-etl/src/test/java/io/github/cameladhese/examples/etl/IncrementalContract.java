package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run does to a database that an earlier one has filled. */
abstract class IncrementalContract extends EtlContract {

    private static final String MARKS = "SELECT stream, modified_ms FROM watermarks ORDER BY stream";

    @Test
    void readsWhatWasModifiedSinceTheWatermark() throws Exception {
        run();
        data.rename(data.ids().get(3), "Renamed");
        data.addCampaign(100_000);
        data.addBooking(100_000, 90_001);

        Summary.Outcome outcome = run().realms().get(0);

        assertThat(outcome.rows(Table.CAMPAIGNS)).isEqualTo(new RowCounts(3, 1, 1));
        assertThat(outcome.rows(Table.BOOKINGS).added()).isEqualTo(1);
        // Two pages each of advertisers and campaigns, and two lists of three campaigns: the last one before is within
        // the lookback.
        assertThat(outcome.apiRequests()).isEqualTo(2 + 2 + 2 * 3);
    }

    @Test
    void aWatermarkMovesOnlyOnceItsStreamIsComplete() throws Exception {
        run();
        List<String> before = query(MARKS);
        int renamed = data.ids().get(3);
        data.rename(renamed, "Renamed");
        data.addBooking(renamed, 90_001);
        data.breakAt(renamed);

        assertThat(attempt().failed()).isEqualTo(1);

        List<String> after = query(MARKS);
        assertThat(after.get(0)).as("bookings").isEqualTo(before.get(0));
        assertThat(after.get(1)).as("campaigns").isNotEqualTo(before.get(1));
        assertThat(query("SELECT name FROM campaigns WHERE id = " + renamed)).containsExactly("Renamed");

        data.breakAt(0);
        assertThat(bookings(run()).added()).as("though its campaign is known").isEqualTo(1);
        assertThat(query(MARKS))
                .hasSize(3)
                .allMatch(mark -> mark.endsWith(after.get(1).replaceFirst(".*\\|", "")));
    }

    @Test
    void countsWhatComesLateAndOnlyWithinTheLookback() throws Exception {
        data.touch(data.ids().get(0));
        long newest = data.campaign(data.ids().get(0)).path("modified").asLong();
        run();
        data.rename(data.ids().get(1), "Late");
        data.campaign(data.ids().get(1)).put("modified", Long.toString(newest - 23 * 3_600_000));
        data.rename(data.ids().get(2), "Too late");
        data.campaign(data.ids().get(2)).put("modified", Long.toString(newest - 25 * 3_600_000));

        RowCounts counts = campaigns(run());

        assertThat(counts.changed()).isEqualTo(1);
        assertThat(counts.late()).isEqualTo(1);
        assertThat(campaigns(refresh()).changed()).isEqualTo(1);
    }

    @Test
    void leavesARowAloneIfAnOlderRecordComesAfterIt() throws Exception {
        ObjectNode campaign = data.campaign(data.ids().get(0));
        data.rename(data.ids().get(0), "New");
        String modified = campaign.path("modified").asText();
        run();
        campaign.put("name", "Old").put("modified", Long.toString(Long.parseLong(modified) - 1));

        RowCounts counts = campaigns(run());

        assertThat(counts.outdated()).isEqualTo(1);
        assertThat(counts.changed()).isZero();
        assertThat(query("SELECT name FROM campaigns WHERE id = " + data.ids().get(0)))
                .containsExactly("New");
    }

    @Test
    void marksWhatIsDeletedAndKeepsWhatWasKnown() throws Exception {
        run();
        int told = data.ids().get(3);
        String name = data.campaign(told).path("name").asText();
        long bookings = data.bookingsOf(told).size();
        data.touch(told);
        data.campaign(told).put("deleted", true).remove("name");

        Summary summary = run();

        assertThat(campaigns(summary).deleted()).isEqualTo(1);
        assertThat(bookings(summary).deleted()).isEqualTo(bookings);
        assertThat(query("SELECT name FROM campaigns WHERE deleted_at IS NOT NULL"))
                .containsExactly(name);
        assertThat(campaigns(run()).deleted()).as("once").isZero();
    }

    @Test
    void aFullRefreshThatWasInterruptedIsEndedByTheNextRun() throws Exception {
        run();
        int late = data.ids().get(3);
        data.rename(late, "Too late");
        data.campaign(late).put("modified", "1700000000000"); // before any lookback
        data.addBooking(late, 90_001);
        data.breakAt(late);
        fullRefresh = true;
        assertThat(attempt().failed()).isEqualTo(1);

        data.breakAt(0);
        fullRefresh = false;
        assertThat(bookings(run()).added()).isEqualTo(1);
    }

    @Test
    void aDayThatNoCalendarHasOrANulStopsNoOtherRecord() throws Exception {
        data.campaign(data.ids().get(3)).put("startDate", "-62169984000000").put("endDate", "9223372036854775807");
        data.campaign(data.ids().get(4)).put("startDate", "-100000000000000");
        data.campaign(data.ids().get(6)).put("name", "nul \u0000");

        RowCounts counts = campaigns(run());

        assertThat(counts.added()).isEqualTo(CAMPAIGNS - 1);
        assertThat(counts.quarantined()).isEqualTo(1);
        assertThat(query("SELECT starts_on FROM campaigns WHERE id = "
                        + data.ids().get(3)))
                .containsExactly("null");
    }

    @Test
    void aFullRefreshNoticesWhatIsGoneAndWhatIsBack() throws Exception {
        run();
        int gone = data.ids().get(3);
        ObjectNode campaign = data.campaign(gone);
        data.removeCampaign(gone);
        assertThat(campaigns(run()).deleted()).isZero();

        assertThat(campaigns(refresh()).deleted()).isEqualTo(1);
        data.putBack(campaign);
        assertThat(campaigns(run()).changed()).isEqualTo(1);
        assertThat(query("SELECT count(*) FROM campaigns WHERE deleted_at IS NOT NULL"))
                .containsExactly("0");
    }

    @Test
    void aBookingThatItsCampaignDoesNotListAnyMoreIsDeleted() throws Exception {
        int campaign = data.ids().get(3);
        data.addBooking(campaign, 90_001);
        run();
        data.bookingsOf(campaign).removeIf(booking -> booking.path("id").asInt() == 90_001);
        data.touch(campaign);

        assertThat(bookings(run()).deleted()).isEqualTo(1);
        assertThat(query("SELECT id FROM bookings WHERE deleted_at IS NOT NULL"))
                .containsExactly("90001");
    }

    @Test
    void aPoisonedRecordGoesToTheQuarantineOnceAndTheRestIsStored() throws Exception {
        run();
        data.campaign(data.ids().get(3)).put("id", "x7");
        data.addBooking(data.ids().get(5), 90_001);
        data.bookingsOf(data.ids().get(5))
                .add(JsonNodeFactory.instance.objectNode().put("name", "no id"));
        data.bookingsOf(data.ids().get(5)).remove(0);

        Summary summary = refresh();

        assertThat(campaigns(summary).quarantined()).isEqualTo(1);
        assertThat(campaigns(summary).deleted())
                .as("the poisoned one may be any")
                .isZero();
        assertThat(bookings(summary).quarantined()).isEqualTo(1);
        assertThat(bookings(summary).deleted()).isZero();
        assertThat(bookings(summary).added()).isEqualTo(1);
        run();
        assertThat(query("SELECT stream, reason, raw FROM quarantine WHERE stream = 'bookings'"))
                .containsExactly("bookings|id is no int from 1 on|{\"name\":\"no id\"}");
        assertThat(query("SELECT count(*) FROM quarantine")).containsExactly("2");
    }

    @Test
    void storesWhatComesTwiceOnce() throws Exception {
        data.addBooking(data.ids().get(5), 90_001);
        data.addBooking(data.ids().get(5), 90_001);

        RowCounts counts = bookings(run());

        assertThat(counts.duplicate()).isEqualTo(1);
        assertThat(counts.total()).isEqualTo(data.bookings().size() - 1);
    }

    @Test
    void bringsAdvertisersAndCreatives() throws Exception {
        Summary.Outcome outcome = run().realms().get(0);

        assertThat(outcome.rows(Table.ADVERTISERS))
                .isEqualTo(new RowCounts(
                        data.advertisers().size(), data.advertisers().size(), 0));
        assertThat(outcome.rows(Table.CREATIVES))
                .isEqualTo(
                        new RowCounts(data.creatives().size(), data.creatives().size(), 0));
        assertThat(query("SELECT name, active, external_id FROM advertisers WHERE id = 9"))
                .containsExactly(
                        "Advertiser 9|" + query("SELECT CAST(FALSE AS BOOLEAN)").get(0) + "|crm-9");
    }
}
