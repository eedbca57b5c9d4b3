package io.github.cameladhese.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.micrometer.TokenMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What an application gets by having the jar. */
class AutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
                            .filter(name -> name.startsWith("io.github.cameladhese"))
                            .map(AutoConfigurationTest::type)
                            .toArray(Class<?>[]::new)));

    @Test
    void bothComponentsAreBound() {
        application.run(context -> assertThat(context)
                .getBeans(ComponentBinding.class)
                .containsOnlyKeys("adheseAuthBinding", "adullamAuthBinding"));
    }

    @Test
    void aMistypedKeyKeepsItFromStarting() {
        application.withPropertyValues("camel.component.adhese-auth.regoin=cus").run(context -> assertThat(context)
                .getFailure()
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("Did you mean region?"));
    }

    @Test
    void tokensAreMeasuredIfThereIsARegistry() {
        application.run(context -> assertThat(context).doesNotHaveBean(TokenMeters.class));
        application.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> assertThat(context)
                .hasSingleBean(TokenMeters.class));
    }

    @Test
    void metersOfTheApplicationsOwnTakeTheirPlace() {
        TokenMeters own = new TokenMeters(new SimpleMeterRegistry());
        application
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(TokenMeters.class, () -> own)
                .run(context -> assertThat(context).getBean(TokenMeters.class).isSameAs(own));
    }

    @Test
    void neitherActuatorNorMicrometerIsNeeded() {
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("adheseAuthSecrets")
                        .doesNotHaveBean("adheseAuthTokenMeters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.adhese-auth.client-secret",
                "camel.component.adhese-auth.clientSecret",
                "camel.component.adhese-auth.accounts[customer-name].client-secret",
                "camel.component.adhese-auth.accounts.customer-name.clientSecret",
                "camel.component.adullam-auth.verification-code",
                "CAMEL_COMPONENT_ADHESE_AUTH_CLIENT_SECRET",
                "CAMEL_COMPONENT_ADULLAMAUTH_CLIENTSECRET",
                "camel.component.adhese-auth.accounts[c][client-secret]",
                "camel.component.adhese-auth[client-sec-ret]",
                "camel.kamelet.adhese-auth-action.clientSecret",
                "CAMEL_KAMELET_ADHESE_CAMPAIGNS_SOURCE_CLIENT_SECRET",
                "camel.component.kamelet.template-properties[adhese-auth-action].clientSecret"
            })
    void actuatorHidesASecret(String key) {
        assertThat(shown(key)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.adhese-auth.client-secret-file",
                "camel.component.adhese-auth.region",
                "camel.component.http.client-secret"
            })
    void actuatorShowsTheRest(String key) {
        assertThat(shown(key)).isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Application --camel.component.adhese-auth.client-secret=value",
                "{\"camel.component.adhese-auth.clientSecret\":\"value\"}",
                "{\"camel\":{\"component\":{\"adhese-auth\":{\"client-secret\" : \"value\"}}}}"
            })
    void actuatorHidesATextWithASecret(String text) {
        assertThat(shown("sun.java.command", text)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application --camel.component.adhese-auth.client-secret-file=value", "client_secret"})
    void actuatorShowsATextWithout(String text) {
        assertThat(shown("sun.java.command", text)).isEqualTo(text);
    }

    private static Object shown(String key) {
        return shown(key, "value");
    }

    private static Object shown(String key, String value) {
        SanitizingFunction function = new ActuatorAutoConfiguration().adheseAuthSecrets();
        return function.apply(new SanitizableData(null, key, value)).getValue();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
