package io.github.cameladhese.auth.store;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.Moment;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What one process finds out about the clocks of others. */
class ClockSkewTest {

    private static final Duration LIFETIME = ofMinutes(5);

    private final FakeClock clock = new FakeClock(17);
    private final ClockSkew skew = new ClockSkew(clock);

    @Example
    void aClockThatIsNotKnownCountsAsAheadByATwentiethOfTheLifetimeUpToFiveSeconds() {
        assertThat(skew.aheadOfUs(1, 0, ofSeconds(3))).isEqualTo(ofMillis(150));
        assertThat(skew.aheadOfUs(1, 0, ofSeconds(100))).isEqualTo(ofSeconds(5));
        assertThat(skew.aheadOfUs(1, 0, ofHours(24))).isEqualTo(ofSeconds(5));
    }

    @Example
    void ourOwnIsNot() {
        assertThat(skew.aheadOfUs(skew.self(), 0, LIFETIME)).isEqualTo(ZERO);
    }

    @Example
    void aReadingFromOurFutureIsALowerBound() {
        skew.sees(1, clock.currentTimeMillis() + 120_000, null);
        assertThat(ahead(1)).isEqualTo(ofSeconds(125));
        assertThat(ahead(2)).isEqualTo(ofSeconds(5)); // each for itself
        assertThat(skew.aheadOfUs(1, clock.currentTimeMillis() + 120_001, LIFETIME))
                .isEqualTo(ofMillis(125_001));
    }

    @Example
    void whatWasNotThereAMomentAgoIsAnUpperBound() {
        Moment before = Moment.now(clock);
        clock.advance(ofMillis(400));
        skew.sees(1, clock.currentTimeMillis() - 100, before);
        assertThat(ahead(1)).isEqualTo(ofMillis(300)); // from 100 ms behind to 300 ms ahead
        skew.sees(2, clock.currentTimeMillis() - 1000, before);
        assertThat(ahead(2)).isEqualTo(ZERO); // behind for certain
        skew.sees(3, clock.currentTimeMillis() + 9000, before);
        assertThat(ahead(3)).isEqualTo(ofMillis(9400));
        assertThat(skew.aheadOfUs(3, 0, ofSeconds(3))).isEqualTo(ofMillis(9150)); // what is not certain is bounded
    }

    @Example
    void boundsGetCloserUnlessAClockWasCorrected() {
        Moment before = Moment.now(clock);
        clock.advance(ofMillis(400));
        skew.sees(1, clock.currentTimeMillis() - 100, before);
        skew.sees(1, clock.currentTimeMillis() - 350, before); // read at once, so 50 ms ahead at most
        assertThat(ahead(1)).isEqualTo(ofMillis(50));
        skew.sees(1, clock.currentTimeMillis() + 3000, before); // corrected
        assertThat(ahead(1)).isEqualTo(ofSeconds(8)); // no less than the 3 s, and by how much more is to be found out
        skew.sees(1, clock.currentTimeMillis() + 3000, before);
        assertThat(ahead(1)).isEqualTo(ofMillis(3400));
    }

    /** Whoever may write to the store may put an old one back. */
    @Example
    void anOldReadingDoesNotMakeAClockThatIsAheadSeemRight() {
        Moment before = Moment.now(clock);
        clock.advance(ofMillis(400));
        skew.sees(1, clock.currentTimeMillis() + 60_000, before);
        skew.sees(1, clock.currentTimeMillis() - 30_000, before);
        assertThat(ahead(1)).isEqualTo(ofSeconds(65));
    }

    @Example
    void aClockThatWasSetBackIsBelievedAfterTenMinutesHoweverOftenItIsSeen() {
        skew.sees(1, clock.currentTimeMillis() + 60_000, Moment.now(clock));
        for (int i = 0; i < 60; i++) {
            Moment before = Moment.now(clock);
            clock.advance(ofSeconds(10));
            skew.sees(1, clock.currentTimeMillis() - 10_000, before);
        }
        assertThat(ahead(1)).isEqualTo(ZERO);
    }

    @Example
    void aCorrectionOfOurOwnClockBetweenTwoLooksDoesNotCount() {
        Moment before = Moment.now(clock);
        clock.advance(ofMillis(400));
        clock.moveWallClock(ofHours(-1));
        skew.sees(1, clock.currentTimeMillis(), before);
        assertThat(ahead(1)).isEqualTo(ofMillis(400));
    }

    @Example
    void aMeasurementIsForgottenAfterTenMinutes() {
        skew.sees(1, clock.currentTimeMillis() + 60_000, Moment.now(clock));
        clock.advance(ofMinutes(10).minusMillis(1));
        assertThat(ahead(1)).isEqualTo(ofMinutes(1));
        clock.advance(ofMillis(1));
        assertThat(ahead(1)).isEqualTo(ofSeconds(5));
    }

    @Example
    void whoWasNotMetForLongestIsForgottenFirst() {
        for (long writer = 0; writer <= 100; writer++) {
            skew.sees(writer, clock.currentTimeMillis() + 60_000, Moment.now(clock));
        }
        assertThat(ahead(1)).isEqualTo(ofMinutes(1));
        assertThat(ahead(0)).isEqualTo(ofSeconds(5));
    }

    /** Of a clock that is seen to be read every half second, whatever it is wrong by. */
    @Property(tries = 200)
    void onceMeasuredItIsNoLessThanTheTruthAndNoMoreThanTheTimeBetweenTwoLooksAbove(
            @ForAll @LongRange(min = -100_000, max = 100_000) long truth,
            @ForAll @IntRange(min = 1, max = 500) int betweenLooks,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        ClockSkew fresh = new ClockSkew(clock);
        Moment before = Moment.now(clock);
        clock.advance(ofMillis(betweenLooks));
        long readSince = (long) betweenLooks * percent / 100;
        fresh.sees(1, clock.currentTimeMillis() - readSince + truth, before);
        long ahead = fresh.aheadOfUs(1, 0, LIFETIME).toMillis();
        assertThat(ahead).isBetween(Math.max(0, truth), Math.max(0, truth) + betweenLooks);
    }

    private Duration ahead(long writer) {
        return skew.aheadOfUs(writer, 0, LIFETIME);
    }
}
