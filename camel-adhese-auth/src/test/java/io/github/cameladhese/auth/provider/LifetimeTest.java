package io.github.cameladhese.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameladhese.auth.token.AccessToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifetimeTest {

    private static final Duration DAY = Duration.ofHours(24);

    @ParameterizedTest
    @MethodSource
    void takesWhatExpiresInTells(Object expiresIn, Duration told) {
        assertThat(Lifetime.of(expiresIn)).isEqualTo(new Lifetime(told, false));
    }

    static Stream<Arguments> takesWhatExpiresInTells() {
        return Stream.of(
                arguments(300, Duration.ofSeconds(300)),
                arguments(300L, Duration.ofSeconds(300)),
                arguments("300", Duration.ofSeconds(300)),
                arguments(" 300\n", Duration.ofSeconds(300)),
                arguments("+300", Duration.ofSeconds(300)),
                arguments(300.5, Duration.ofMillis(300_500)),
                arguments("300.5", Duration.ofMillis(300_500)),
                arguments("3e2", Duration.ofSeconds(300)),
                arguments(new BigDecimal("0.001"), Duration.ofMillis(1)),
                arguments(new BigDecimal("0.0019"), Duration.ofMillis(1)),
                arguments(new BigDecimal("299.9999"), Duration.ofMillis(299_999)),
                arguments(86_399, Duration.ofSeconds(86_399)));
    }

    @ParameterizedTest
    @MethodSource
    void cutsWhatIsLongerThanADay(Object expiresIn) {
        assertThat(Lifetime.of(expiresIn)).isEqualTo(new Lifetime(AccessToken.LONGEST_LIFETIME, false));
    }

    static Stream<Object> cutsWhatIsLongerThanADay() {
        return Stream.of(
                86_400,
                86_401,
                new BigDecimal("86400.0001"),
                1e9,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                BigInteger.TWO.pow(63),
                "9223372036854775808",
                "1e400",
                new BigDecimal("1e400"),
                new BigDecimal("1e999999999"),
                Double.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource
    void knowsThatATokenIsOver(Object expiresIn) {
        assertThat(Lifetime.of(expiresIn)).isEqualTo(new Lifetime(null, true));
    }

    static Stream<Object> knowsThatATokenIsOver() {
        return Stream.of(
                0,
                "0",
                0.0,
                -0.0,
                -1,
                "-1",
                Long.MIN_VALUE,
                BigInteger.TWO.pow(63).negate(),
                1e-9,
                "1e-9",
                new BigDecimal("0.000999"),
                new BigDecimal("1e-999999999"),
                new BigDecimal("-1e999999999"));
    }

    @ParameterizedTest
    @MethodSource
    void isToldNothingByWhatIsNoNumber(Object expiresIn) {
        assertThat(Lifetime.of(expiresIn)).isEqualTo(new Lifetime(null, false));
    }

    static Stream<Object> isToldNothingByWhatIsNoNumber() {
        return Stream.of(
                null,
                "",
                " ",
                "abc",
                "300s",
                "300,5",
                "0x12c",
                "NaN",
                "Infinity",
                "-",
                "1e99999999999",
                "3".repeat(65),
                Double.NaN,
                Double.POSITIVE_INFINITY,
                BigInteger.TEN.pow(1000),
                true,
                false,
                List.of(),
                List.of(300),
                Map.of(),
                Map.of("seconds", 300));
    }

    @Property
    void isNeverLongerThanADayAndNeverZero(@ForAll("jsonValues") Object expiresIn) {
        Lifetime lifetime = Lifetime.of(expiresIn);

        if (lifetime.told() != null) {
            assertThat(lifetime.over()).isFalse();
            assertThat(lifetime.told()).isPositive().isLessThanOrEqualTo(DAY);
        }
    }

    @Property
    void isNeverLongerThanToldNorShorterByAMillisecond(@ForAll @Scale(9) BigDecimal seconds) {
        Duration told = Lifetime.of(seconds).told();

        if (told != null) {
            BigDecimal difference = seconds.subtract(inSeconds(told));
            assertThat(difference).isNotNegative();
            assertThat(told.equals(DAY) || difference.compareTo(new BigDecimal("0.001")) < 0)
                    .isTrue();
        }
    }

    @Property
    void isTheSameAsTextAndAsNumber(@ForAll BigDecimal seconds) {
        assertThat(Lifetime.of(seconds.toString())).isEqualTo(Lifetime.of(seconds));
    }

    @Example
    void theLongestLifetimeIsADay() {
        assertThat(AccessToken.LONGEST_LIFETIME).isEqualTo(DAY);
    }

    /** Whatever a JSON parser can give for one member. */
    @Provide
    Arbitrary<Object> jsonValues() {
        Arbitrary<BigDecimal> extreme = Arbitraries.integers()
                .between(-999_999_999, 999_999_999)
                .flatMap(scale -> Arbitraries.bigIntegers().map(digits -> new BigDecimal(digits, scale)));
        Arbitrary<String> numberLike =
                Arbitraries.strings().withChars("0123456789+-.eE_ ").ofMaxLength(80);
        return Arbitraries.oneOf(Arrays.asList(
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.longs().asGeneric(),
                        Arbitraries.doubles().asGeneric(),
                        Arbitraries.bigIntegers().asGeneric(),
                        extreme.asGeneric(),
                        numberLike.asGeneric(),
                        Arbitraries.strings().ofMaxLength(80).asGeneric(),
                        Arbitraries.of(true, false).asGeneric(),
                        Arbitraries.integers().list().ofMaxSize(3).asGeneric(),
                        Arbitraries.just(Map.of("seconds", 300)).asGeneric()))
                .injectNull(0.05);
    }

    private static BigDecimal inSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
