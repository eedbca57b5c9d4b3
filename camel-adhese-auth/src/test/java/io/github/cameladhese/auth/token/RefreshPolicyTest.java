package io.github.cameladhese.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshPolicyTest {

    @Property
    void refreshComesBeforeTheMarginAndTheMarginBeforeTheEnd(
            @ForAll @LongRange(min = 1_000, max = 86_400_000) long lifetimeMillis,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 1_000_000) long marginMillis,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 1_000_000) long aheadMillis,
            @ForAll @DoubleRange(min = 0, max = 1) double draw) {
        Duration lifetime = Duration.ofMillis(lifetimeMillis);
        RefreshPolicy policy = new RefreshPolicy(
                Duration.ofMillis(marginMillis), aheadMillis == 0 ? null : Duration.ofMillis(aheadMillis));

        Duration refresh = policy.refreshAfter(lifetime, draw);
        Duration usable = policy.usableFor(lifetime);
        Duration lastResort = policy.lastResortFor(lifetime);
        assertThat(refresh).isPositive().isLessThanOrEqualTo(usable);
        assertThat(usable)
                .isLessThanOrEqualTo(lastResort)
                .isGreaterThanOrEqualTo(lifetime.multipliedBy(3).dividedBy(4));
        assertThat(lastResort).isLessThan(lifetime);
    }

    @Property
    void refreshesAreSpreadOverATenthOfTheLifetime(
            @ForAll @LongRange(min = 1_000, max = 86_400_000) long lifetimeMillis,
            @ForAll @LongRange(min = 0, max = 86_400_000) long aheadMillis) {
        Duration lifetime = Duration.ofMillis(lifetimeMillis);
        RefreshPolicy policy =
                new RefreshPolicy(Duration.ofSeconds(30), aheadMillis == 0 ? null : Duration.ofMillis(aheadMillis));
        Duration spread = policy.refreshAfter(lifetime, 1).minus(policy.refreshAfter(lifetime, 0));
        assertThat(spread).isBetween(lifetime.dividedBy(10).minusMillis(1), lifetime.dividedBy(10));
    }

    @ParameterizedTest(name = "{0} s token, {1} s ahead: refreshed between {2} and {3} s")
    @CsvSource({
        "300, , 135, 165",
        "3600, , 1620, 1980",
        "300, 120, 165, 195",
        "300, 10, 240, 270",
        "300, 300, 15, 45",
        "300, 86400, 15, 45"
    })
    void refreshesAheadOfTheEnd(long lifetime, Long ahead, long earliest, long latest) {
        RefreshPolicy policy =
                new RefreshPolicy(Duration.ofSeconds(30), ahead == null ? null : Duration.ofSeconds(ahead));
        assertThat(policy.refreshAfter(Duration.ofSeconds(lifetime), 0)).isEqualTo(Duration.ofSeconds(earliest));
        assertThat(policy.refreshAfter(Duration.ofSeconds(lifetime), 1)).isEqualTo(Duration.ofSeconds(latest));
    }

    @Property
    void aLifetimeIsNeverLongerThanADay(@ForAll @LongRange(min = 1) long seconds) {
        AccessToken token = new AccessToken("t", Set.of(), new Moment(0, 0), Duration.ofSeconds(seconds));
        assertThat(token.lifetime()).isPositive().isLessThanOrEqualTo(AccessToken.LONGEST_LIFETIME);
        assertThat(token.lifetime()).isLessThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void refusesAMarginBelowZeroAndATokenWithoutLife() {
        assertThatThrownBy(() -> new RefreshPolicy(Duration.ofMillis(-1), null)).hasMessageContaining("expiryMargin");
        assertThatThrownBy(() -> new RefreshPolicy(Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("refreshAhead");
        assertThatThrownBy(() -> new AccessToken("t", Set.of(), new Moment(0, 0), Duration.ZERO))
                .hasMessageContaining("lifetime");
    }
}
