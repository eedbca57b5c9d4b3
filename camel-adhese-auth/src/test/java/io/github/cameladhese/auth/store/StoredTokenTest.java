package io.github.cameladhese.auth.store;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** A token goes from one machine to another, whose clocks differ. */
class StoredTokenTest {

    private static final Duration LIFETIME = ofMinutes(5);

    private final FakeClock writers = new FakeClock();
    private final FakeClock readers = new FakeClock(17);
    private final ClockSkew skew = new ClockSkew(readers);

    StoredTokenTest() {
        skew.sees(1, writers.currentTimeMillis(), Moment.now(readers)); // they go alike, as far as is known
    }

    @Example
    void arrivesAsItWasWritten() {
        AccessToken sent = token();
        AccessToken read = read(StoredToken.of(sent, 1, writers)).orElseThrow();

        assertThat(read.value()).isEqualTo("tök3n");
        assertThat(read.scopes()).containsExactly("adhese-api", "ratecard");
        assertThat(read.lifetime()).isEqualTo(LIFETIME);
        assertThat(left(read)).isEqualTo(LIFETIME);
        assertThat(read.requestedAt()).isEqualTo(Moment.now(readers));
    }

    @Example
    void carriesWhatIsLeftAndNotItsWholeLife() {
        AccessToken sent = token();
        bothAdvance(ofSeconds(100));
        StoredToken stored = StoredToken.of(sent, 1, writers);
        bothAdvance(ofSeconds(20));

        AccessToken read = read(stored).orElseThrow();
        assertThat(left(read)).isEqualTo(ofMinutes(3));
        assertThat(read.lifetime()).isEqualTo(LIFETIME);
    }

    @Example
    void isNoneIfItIsDatedAsByNoClock() {
        StoredToken stored = StoredToken.of(token(), 1, writers);
        readers.moveWallClock(Duration.ofDays(-1));
        assertThat(read(stored)).isPresent();
        assertThat(skew.isClock(writers.currentTimeMillis())).isTrue();
        readers.moveWallClock(ofMillis(-1));
        assertThat(skew.isClock(writers.currentTimeMillis())).isFalse();
        assertThat(read(stored)).isEmpty();
    }

    @Example
    void isOverWhenTheReadersClockSaysSo() {
        StoredToken stored = StoredToken.of(token(), 1, writers);
        readers.advance(LIFETIME.minusMillis(1));
        assertThat(left(read(stored).orElseThrow())).isEqualTo(ofMillis(1));
        readers.advance(ofMillis(1));
        assertThat(read(stored)).isEmpty();
    }

    @Example
    void isOverWhenTheWritersMonotonicClockSaysSo() {
        AccessToken sent = token();
        writers.advanceMonotonic(LIFETIME.minusMillis(1));
        assertThat(read(StoredToken.of(sent, 1, writers))).isPresent();
        writers.advanceMonotonic(ofMillis(1));
        assertThat(read(StoredToken.of(sent, 1, writers))).isEmpty();
    }

    @Example
    void neverHasMoreLeftThanAsIssuedThoughTheReaderIsBehind() {
        readers.moveWallClock(ofMinutes(-10));
        assertThat(left(read(StoredToken.of(token(), 1, writers)).orElseThrow()))
                .isEqualTo(LIFETIME.minusSeconds(5)); // ten minutes ahead, and for what is not known
    }

    @Example
    void whoDoesNotKnowTheWritersClockCountsItAsAhead() {
        StoredToken stored = StoredToken.of(token(), 1, writers);
        bothAdvance(ofSeconds(100));
        assertThat(left(read(stored).orElseThrow())).isEqualTo(ofSeconds(200));
        assertThat(left(stored.read(new ClockSkew(readers), readers).orElseThrow()))
                .isEqualTo(ofSeconds(195));
    }

    @Example
    void onceTheReaderKnowsThatItIsBehindItReckonsWithIt() {
        readers.moveWallClock(ofMinutes(-2));
        StoredToken stored = StoredToken.of(token(), 1, writers);
        ClockSkew reading = new ClockSkew(readers);
        assertThat(left(stored.read(reading, readers).orElseThrow())).isEqualTo(ofSeconds(295));
        bothAdvance(ofSeconds(200));
        assertThat(left(stored.read(reading, readers).orElseThrow())).isEqualTo(ofSeconds(95));
        assertThat(left(stored.read(new ClockSkew(readers), readers).orElseThrow())) // one that did not see it before
                .isEqualTo(ofSeconds(215));
    }

    @Example
    void isKeptUntilTheNextHasCome() {
        assertThat(StoredToken.of(token(), 1, writers).kept()).isEqualTo(LIFETIME.multipliedBy(2));
        AccessToken sent = token();
        writers.advance(ofSeconds(100));
        assertThat(StoredToken.of(sent, 1, writers).kept()).isEqualTo(LIFETIME.plusSeconds(200));
        AccessToken longest = new AccessToken("token", Set.of(), Moment.now(writers), ofHours(24));
        assertThat(StoredToken.of(longest, 1, writers).kept()).isEqualTo(ofHours(24));
    }

    /** By how much it is at most, whatever the clocks: the reader is behind by the skew and does not know it. */
    @Property(tries = 300)
    void outlivesItsEndByNoMoreThanTheSkew(
            @ForAll @LongRange(min = -400_000, max = 400_000) long skewMillis,
            @ForAll @LongRange(min = 0, max = 299_999) long age) {
        FakeClock one = new FakeClock();
        FakeClock other = new FakeClock();
        other.moveWallClock(ofMillis(skewMillis));
        StoredToken stored = StoredToken.of(new AccessToken("token", Set.of(), Moment.now(one), LIFETIME), 1, one);
        one.advance(ofMillis(age));
        other.advance(ofMillis(age));
        Duration really = LIFETIME.minusMillis(age);
        Duration seen = stored.read(new ClockSkew(other), other)
                .map(token -> StoredToken.leftOf(token, Moment.now(other)))
                .orElse(ZERO);

        assertThat(seen).isLessThanOrEqualTo(LIFETIME);
        assertThat(seen).isLessThanOrEqualTo(really.plusMillis(Math.max(0, -skewMillis)));
        if (skewMillis == 0) {
            Duration careful = really.minusSeconds(5);
            assertThat(seen).isEqualTo(careful.isNegative() ? ZERO : careful);
        }
    }

    @Property(tries = 300)
    void isNotReadFromAnythingElse(@ForAll @Size(max = 100) byte[] garbage) {
        byte[] good = StoredToken.of(token(), 1, writers).write();
        assertThat(StoredToken.of(good)).isPresent();
        assertThat(StoredToken.of(Arrays.copyOf(good, good.length + 1))).isEmpty();
        assertThat(StoredToken.of(Arrays.copyOf(good, good.length - 1))).isEmpty();
        StoredToken.of(garbage)
                .ifPresent(unlikely -> assertThat(unlikely.left()).isLessThanOrEqualTo(AccessToken.LONGEST_LIFETIME));
    }

    @Example
    void isNotShown() {
        assertThat(StoredToken.of(token(), 1, writers)).hasToString("StoredToken[hidden]");
    }

    private AccessToken token() {
        return new AccessToken("tök3n", Set.of("ratecard", "adhese-api"), Moment.now(writers), LIFETIME);
    }

    /** As another process does, from bytes. */
    private Optional<AccessToken> read(StoredToken stored) {
        return StoredToken.of(stored.write()).orElseThrow().read(skew, readers);
    }

    private Duration left(AccessToken token) {
        return StoredToken.leftOf(token, Moment.now(readers));
    }

    private void bothAdvance(Duration time) {
        writers.advance(time);
        readers.advance(time);
    }
}
