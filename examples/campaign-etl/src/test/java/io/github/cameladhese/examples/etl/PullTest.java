package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullTest {

    private final Pull pull = new Pull(Table.CAMPAIGNS, null, Duration.ZERO);

    @Test
    void endsWithAnEmptyPageAndNotWithAShortOne() {
        pull.received(page(1, 2, 3));
        pull.received(page(4));
        assertThat(pull.isMore()).isTrue();
        assertThat(pull.getOffset()).isEqualTo(4);
        assertThat(pull.isComplete()).isFalse();

        pull.received(page());
        assertThat(pull.isMore()).isFalse();
        assertThat(pull.isComplete()).isTrue();
    }

    @Test
    void countsDuplicatesAndRejectedRecordsAsThePageDoes() {
        pull.received(new Batch(page(1, 2).rows(), List.of(Map.of("reason", "poison")), 2, List.of()));
        assertThat(pull.getOffset()).isEqualTo(5);

        pull.received(page());
        assertThat(pull.isComplete())
                .as("nobody knows which row the rejected one was")
                .isFalse();
    }

    @Test
    void takesARecordThatMovedToTheNextPage() {
        received(page(1, 2, 3));
        received(page(3, 4));

        assertThat(pull.getOffset()).isEqualTo(5);
    }

    @Test
    void refusesAPageWithNothingNew() {
        received(page(1, 2));

        assertThatThrownBy(() -> received(page(1, 2)))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("campaigns at offset 2");
    }

    @Test
    void beginsAsLongBeforeTheWatermarkAsTheLookbackIs() {
        assertThat(new Pull(Table.CAMPAIGNS, 10_000L, Duration.ofSeconds(3)).getSince())
                .isEqualTo(7_000);
        assertThat(new Pull(Table.CAMPAIGNS, 10_000L, Duration.ofDays(3)).getSince())
                .isZero();
        assertThat(new Pull(Table.ADVERTISERS, 10_000L, Duration.ZERO).getSince())
                .isZero();
    }

    @Test
    void anIncrementalPullKnowsNothingOfWhatIsGone() {
        Pull incremental = new Pull(Table.CAMPAIGNS, 10_000L, Duration.ZERO);
        incremental.received(page());

        assertThat(incremental.isComplete()).isFalse();
    }

    @Test
    void fewerCampaignsThanAskedForAreTheLast() {
        pull.campaigns(List.of(3, 7), 2);
        assertThat(pull.isMore()).isTrue();
        assertThat(pull.getLast()).isEqualTo(7);

        pull.campaigns(List.of(), 2);
        assertThat(pull.isMore()).isFalse();
        assertThat(pull.getLast()).isEqualTo(7);
    }

    @Test
    void refusesAPageWithNothingNewThatIsAllRejected() {
        Batch rejected = new Batch(List.of(), List.of(Map.of("raw", "{}")), 0, List.of());
        received(rejected);

        assertThatThrownBy(() -> received(rejected)).isInstanceOf(EtlException.class);
    }

    @Test
    void takesAShortPageOfWhatMovedToIt() {
        received(page(1, 2));
        received(page(2));

        assertThat(pull.getOffset()).isEqualTo(3);
    }

    @Test
    void anEmptyListDeletesNothing() { // it is what an account without the permission gets
        received(page());

        assertThat(pull.isMore()).isFalse();
        assertThat(pull.isComplete()).isFalse();
    }

    @Test
    void comparesThePagesBeginningsOnly() { // all of a page could be a million records
        received(page(1, 2));
        pull.received(page(3, 4));
        received(page(3, 4));
        assertThat(pull.getOffset()).isEqualTo(6);

        assertThatThrownBy(() -> received(page(3, 4))).isInstanceOf(EtlException.class);
    }

    /** The first batch of a page. */
    private void received(Batch batch) {
        pull.beginPage();
        pull.received(batch);
    }

    private static Batch page(Integer... ids) {
        return Batch.of(
                Arrays.stream(ids).map(id -> Map.<String, Object>of("id", id)).toList(), List.of(), List.of());
    }
}
