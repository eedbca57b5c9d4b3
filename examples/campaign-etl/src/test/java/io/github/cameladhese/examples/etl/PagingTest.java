package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {

    private final Paging paging = new Paging();

    @Test
    void endsWithAnEmptyPageAndNotWithAShortOne() {
        paging.received(page(1, 2, 3));
        paging.received(page(4));
        assertThat(paging.isMore()).isTrue();
        assertThat(paging.getOffset()).isEqualTo(4);

        paging.received(page());
        assertThat(paging.isMore()).isFalse();
        assertThat(paging.getIds()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void takesACampaignThatMovedToTheNextPageOnce() {
        paging.received(page(1, 2, 3));
        paging.received(page(3, 4));

        assertThat(paging.getIds()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void refusesAPageWithNothingNew() {
        paging.received(page(1, 2));

        assertThatThrownBy(() -> paging.received(page(1, 2)))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("at offset 2");
    }

    private static List<Map<String, Object>> page(Integer... ids) {
        return List.of(ids).stream().map(id -> Map.<String, Object>of("id", id)).toList();
    }
}
