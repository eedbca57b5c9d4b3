package io.github.cameladhese.auth;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.ToldEvents;
import io.github.cameladhese.auth.token.TokenEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** All that an exchange and a running context show of themselves. A new outlet joins in the commit that adds it. */
final class Shown {

    private final List<String> texts = new ArrayList<>();

    List<String> texts() {
        return texts;
    }

    void add(Exchange exchange) {
        addPages(exchange.getContext());
        texts.add(exchange.toString());
        texts.add(exchange.getAllProperties().toString());
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (caught != null) {
            texts.add(CapturedLogs.printed(caught));
        }
        if (exchange.getException() != null) {
            texts.add(CapturedLogs.printed(exchange.getException()));
        }
    }

    /** @param component the one whose accounts are looked at, too */
    void add(CamelContext context, OAuthComponent<?> component) {
        TokenRuntime runtime = component.runtime();
        List<Object> objects =
                new ArrayList<>(List.of(component, component.choice(), runtime, runtime.accounts(), runtime.codes()));
        for (Endpoint endpoint : context.getEndpoints()) {
            objects.addAll(List.of(endpoint, endpoint.getEndpointUri(), endpoint.getEndpointKey()));
            if (endpoint instanceof OAuthEndpoint ours) {
                objects.addAll(objectsOf(ours));
            }
        }
        objects.forEach(object -> texts.add(String.valueOf(object)));
        addPages(context);
        addEvents(context);
        Thread.getAllStackTraces().keySet().forEach(thread -> texts.add(thread.getName()));
        try {
            addMBeans();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What operators look at: health checks, the developer console, meters, and what listeners are told. */
    private void addPages(CamelContext context) {
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context, "full")) {
            texts.add(result.getCheck().getId()
                    + result.getCheck().getMetaData()
                    + result.getMessage()
                    + result.getDetails()
                    + result.getError().map(CapturedLogs::printed));
        }
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .getConsole("adhese-auth")
                .orElseThrow();
        texts.add(String.valueOf(console.call(DevConsole.MediaType.TEXT)));
        texts.add(String.valueOf(console.call(DevConsole.MediaType.JSON)));
        context.getRegistry().findByType(SeenEntries.class).forEach(store -> texts.addAll(store.seen()));
    }

    /** What was counted, and what listeners were told, from the beginning on. */
    private void addEvents(CamelContext context) {
        context.getRegistry().findByType(MeterRegistry.class).forEach(registry -> registry.getMeters()
                .forEach(meter -> texts.add(meter.getId() + " " + meter.measure())));
        context.getRegistry().findByType(ToldEvents.class).forEach(told -> told.events()
                .forEach(event -> {
                    texts.add(event.toString());
                    if (event instanceof TokenEvent.Failed failed) {
                        texts.add(CapturedLogs.printed(failed.trouble().lastFailure()));
                    }
                }));
    }

    private static List<Object> objectsOf(OAuthEndpoint endpoint) {
        TokenSettings settings = endpoint.settings();
        List<Object> objects = new ArrayList<>(List.of(
                endpoint.options(),
                settings,
                settings.key(),
                settings.client().request().grant(),
                settings.client().secret(),
                endpoint.getServiceUrl(),
                endpoint.getServiceProtocol(),
                endpoint.getTokenStatus()));
        endpoint.component()
                .runtime()
                .accountsFor(settings)
                .find(settings.key())
                .ifPresent(account -> objects.addAll(List.of(
                        account,
                        account.source(),
                        account.source().token(),
                        account.source().token().join())));
        return objects;
    }

    private void addMBeans() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            texts.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    Object value = attribute.isReadable() ? beans.getAttribute(name, attribute.getName()) : null;
                    texts.add(name + " " + attribute.getName() + " "
                            + (value instanceof Object[] many ? Arrays.deepToString(many) : value));
                } catch (JMException | RuntimeMBeanException e) {
                    texts.add(CapturedLogs.printed(e));
                }
            }
            for (String operation : List.of("refresh", "invalidate")) {
                if (name.getCanonicalName().contains("type=endpoints")
                        && Stream.of(beans.getMBeanInfo(name).getOperations())
                                .anyMatch(known -> known.getName().equals(operation))) {
                    texts.add(String.valueOf(beans.invoke(name, operation, new Object[0], new String[0])));
                }
            }
        }
    }
}
