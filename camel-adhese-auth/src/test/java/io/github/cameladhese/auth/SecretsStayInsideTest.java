package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A marker secret and a marker token go through a full run with failures of every kind, with every logger at TRACE, and are
 * looked for wherever something is shown. A new outlet joins this test in the commit that adds it.
 */
class SecretsStayInsideTest {

    private final List<String> shown = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void neitherSecretNorTokenIsShownAnywhere(MarkerRun.Way way, @TempDir Path folder) throws Exception {
        Predicate<String> notOurs =
                switch (way) {
                    case PROPERTY, PLACEHOLDER -> MarkerRun.HTTP_CLIENT_OF_THE_API.or(MarkerRun.PROPERTIES_OF_CAMEL);
                    case FILE, BEAN -> MarkerRun.HTTP_CLIENT_OF_THE_API;
                };
        try (CapturedLogs logs = new CapturedLogs();
                MarkerRun run = new MarkerRun(folder)) {
            run.run(way, "adhese-auth:customer-name", this::show, this::show);
            run.run(
                    way,
                    "adhese-auth:customer-name?clientAuthentication=basic&requiredPermissions=campaign:view",
                    this::show,
                    this::show);
            assertThat(logs.lines(logger -> true)).hasSizeGreaterThan(10_000); // TRACE was really on
            assertThat(logs.lines("shown"::equals)).hasSizeGreaterThanOrEqualTo(2); // with what an exchange remembers
            assertThat(MarkerRun.leaks(logs, notOurs)).isEmpty();
        }
        assertThat(shown).hasSizeGreaterThan(100);
        assertThat(shown.stream().filter(MarkerRun::hasMarker).limit(10)).isEmpty();
    }

    @Test
    void theGeneratedMetadataMarksWhatIsSecret() throws Exception {
        String schema = Files.readString(
                Path.of("src/generated/resources/META-INF/io/github/cameladhese/auth/adhese-auth.json"));
        for (String option : List.of("clientId", "clientSecret")) {
            assertThat(schema.lines().filter(line -> line.contains("\"" + option + "\": {")))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("\"secret\": true"));
        }
    }

    private void show(Exchange exchange) {
        shown.add(exchange.toString());
        shown.add(exchange.getAllProperties().toString());
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (caught != null) {
            shown.add(CapturedLogs.printed(caught));
        }
        if (exchange.getException() != null) {
            shown.add(CapturedLogs.printed(exchange.getException()));
        }
    }

    private void show(CamelContext context) {
        AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        TokenRuntime runtime = component.runtime();
        List<Object> objects =
                new ArrayList<>(List.of(component, component.getConfiguration(), runtime, runtime.accounts()));
        for (Endpoint endpoint : context.getEndpoints()) {
            objects.addAll(List.of(endpoint, endpoint.getEndpointUri(), endpoint.getEndpointKey()));
            if (endpoint instanceof AdheseAuthEndpoint ours) {
                objects.addAll(objectsOf(ours));
            }
        }
        objects.forEach(object -> shown.add(String.valueOf(object)));
        Thread.getAllStackTraces().keySet().forEach(thread -> shown.add(thread.getName()));
        try {
            showMBeans();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> objectsOf(AdheseAuthEndpoint endpoint) {
        TokenSettings settings = endpoint.settings();
        TokenAccount account =
                endpoint.component().runtime().accounts().find(settings.key()).orElseThrow();
        return List.of(
                endpoint.getConfiguration(),
                settings,
                settings.key(),
                settings.client().secret(),
                endpoint.getServiceUrl(),
                endpoint.getServiceProtocol(),
                endpoint.getTokenStatus(),
                account,
                account.source(),
                account.source().token(),
                account.source().token().join());
    }

    private void showMBeans() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    Object value = attribute.isReadable() ? beans.getAttribute(name, attribute.getName()) : null;
                    shown.add(name + " " + attribute.getName() + " "
                            + (value instanceof Object[] many ? Arrays.deepToString(many) : value));
                } catch (JMException | RuntimeMBeanException e) {
                    shown.add(CapturedLogs.printed(e));
                }
            }
        }
    }
}
