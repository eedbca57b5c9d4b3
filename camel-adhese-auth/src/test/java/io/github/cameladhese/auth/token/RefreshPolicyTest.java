package io.github.cameladhese.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RefreshPolicyTest {

    @Property
    void aTokenIsUsableForSomeTimeAndNeverUntilItsEnd(
            @ForAll @LongRange(min = 1_000, max = 86_400_000) long lifetimeMillis,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 1_000_000) long marginMillis,
            @ForAll long nanos) {
        Moment t0 = new Moment(nanos, 1_767_225_600_000L);
        AccessToken token = new AccessToken("t", Set.of(), t0, Duration.ofMillis(lifetimeMillis));
        Moment until = new RefreshPolicy(Duration.ofMillis(marginMillis)).usableUntil(token);

        assertThat(until.millis()).isGreaterThan(t0.millis()).isLessThan(t0.millis() + lifetimeMillis);
        assertThat(until.nanos() - t0.nanos())
                .isPositive()
                .isLessThan(Duration.ofMillis(lifetimeMillis).toNanos());
        assertThat(until.millis() - t0.millis()).isGreaterThanOrEqualTo(lifetimeMillis * 3 / 4);
    }

    @Property
    void aLifetimeIsNeverLongerThanADay(@ForAll @LongRange(min = 1) long seconds) {
        AccessToken token = new AccessToken("t", Set.of(), new Moment(0, 0), Duration.ofSeconds(seconds));
        assertThat(token.lifetime()).isPositive().isLessThanOrEqualTo(AccessToken.LONGEST_LIFETIME);
        assertThat(token.lifetime()).isLessThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void refusesAMarginBelowZeroAndATokenWithoutLife() {
        assertThatThrownBy(() -> new RefreshPolicy(Duration.ofMillis(-1))).hasMessageContaining("expiryMargin");
        assertThatThrownBy(() -> new AccessToken("t", Set.of(), new Moment(0, 0), Duration.ZERO))
                .hasMessageContaining("lifetime");
    }
}
