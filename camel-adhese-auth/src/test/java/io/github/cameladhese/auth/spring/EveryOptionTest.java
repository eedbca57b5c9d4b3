package io.github.cameladhese.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.GrantType;
import io.github.cameladhese.auth.Operation;
import io.github.cameladhese.auth.Prefetch;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every option of both components can be set, however Spring lets it be written. */
class EveryOptionTest {

    /** A value for each type of option. */
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "sample",
            int.class,
            7,
            Integer.class,
            7,
            Duration.class,
            Duration.ofSeconds(7),
            Prefetch.class,
            Prefetch.background,
            Operation.class,
            Operation.invalidate,
            ClientAuthentication.class,
            ClientAuthentication.basic,
            GrantType.class,
            GrantType.authorization_code);

    enum Spelling {
        KEBAB,
        CAMEL,
        VARIABLE,
        VARIABLE_WITHOUT_DASHES;

        String key(String scheme, String option) {
            String kebab = "camel.component." + scheme + "." + StringHelper.camelCaseToDash(option);
            return switch (this) {
                case KEBAB -> kebab;
                case CAMEL -> "camel.component." + scheme + "." + option;
                case VARIABLE -> upper(kebab.replace('-', '_'));
                case VARIABLE_WITHOUT_DASHES -> upper(kebab.replace("-", ""));
            };
        }

        boolean isVariable() {
            return this == VARIABLE || this == VARIABLE_WITHOUT_DASHES;
        }

        private static String upper(String name) {
            return name.replace('.', '_').toUpperCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void canBeSet(Spelling spelling) throws Exception {
        for (ComponentKind<?> kind : List.of(ComponentKind.adhese(), ComponentKind.adullam())) {
            Map<String, Object> samples = samples(kind);
            assertThat(samples).hasSizeGreaterThan(24);
            Map<String, Object> written = samples.entrySet().stream()
                    .collect(Collectors.toMap(
                            sample -> spelling.key(kind.scheme(), sample.getKey()),
                            sample -> sample.getValue() instanceof Duration
                                    ? "7s"
                                    : sample.getValue().toString()));
            SpringProperties properties = new SpringProperties();
            if (spelling.isVariable()) {
                properties.withVariables(written);
            } else {
                properties.with(written);
            }

            Component component = properties.context().getComponent(kind.scheme(), true, false);

            assertThat(samples).allSatisfy((option, sample) -> assertThat(
                            kind.configurer().getOptionValue(component, option, true))
                    .as(option)
                    .isEqualTo(sample));
        }
    }

    /** Of every option whose value can be written out: none that is a default. */
    private static Map<String, Object> samples(ComponentKind<?> kind) throws Exception {
        Component untouched = kind.type().getConstructor().newInstance();
        Map<String, Object> samples = new TreeMap<>();
        for (String option : kind.options()) {
            Object value = kind.configurer().getOptionValue(untouched, option, true);
            Object sample = value instanceof Boolean on ? !on : SAMPLES.get(type(kind, option));
            if (sample != null) {
                assertThat(sample).as(option).isNotEqualTo(value);
                samples.put(option, sample);
            }
        }
        return samples;
    }

    private static Class<?> type(ComponentKind<?> kind, String option) {
        return kind.configurer().getOptionType(option, true);
    }
}
