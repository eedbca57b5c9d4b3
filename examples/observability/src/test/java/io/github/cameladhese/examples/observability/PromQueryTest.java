package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the names in an expression are found, or {@link NamesTest} would check nothing. */
class PromQueryTest {

    @Test
    void findsMetricsAndLabels() {
        PromQuery query = PromQuery.of(
                """
                sum by (account, kind) (increase(a_total{kind=~"x|y",account="$account"}[5m])) > 0.5
                unless on (job) (b_seconds < 90 and max without (instance) (b_seconds) > 1e3)""");

        assertThat(query.metrics()).containsExactly("a_total", "b_seconds");
        assertThat(query.labels()).containsExactly("account", "instance", "job", "kind");
        assertThat(query.selected())
                .containsExactly(
                        new PromQuery.Selected("a_total", "kind", true, "x|y"),
                        new PromQuery.Selected("a_total", "account", false, "$account"));
    }

    @Test
    void findsTheLabelOfAVariable() {
        PromQuery query = PromQuery.of("label_values(a_total{kind=\"x\"}, account)");

        assertThat(query.metrics()).containsExactly("a_total");
        assertThat(query.labels()).containsExactly("account");
    }
}
