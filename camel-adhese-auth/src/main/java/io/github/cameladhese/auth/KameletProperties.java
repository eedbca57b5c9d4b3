package io.github.cameladhese.auth;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A step of the Kamelets in this jar, which keeps a route from being made with a property that its Kamelet does not have: Camel
 * takes any, and a mistyped one would mean nothing. As a bean of a Kamelet's template it looks when it is made, which is when the
 * route is; to messages it does nothing. Thread-safe.
 */
public final class KameletProperties implements Processor, CamelContextAware {

    /** What Camel's Kamelet component adds of its own, and what Camel K takes. */
    private static final Set<String> OF_CAMEL = Set.of(
            "templateId",
            "routeId",
            "uuid",
            "parentRouteId",
            "parentProcessorId",
            "kameletNamespace",
            "kameletVersion",
            "noErrorHandler",
            "bridgeErrorHandler");

    private @Nullable CamelContext context;

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    /**
     * @throws IllegalArgumentException if the Kamelet whose route is being made in this thread has been given a property that it
     *     does not have; names it and the nearest, and repeats no value
     */
    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
        Properties given = context.getPropertiesComponent().getLocalProperties();
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        if (given != null && given.getProperty("templateId") != null && model != null) {
            String kamelet = given.getProperty("templateId");
            RouteTemplateDefinition template = model.getRouteTemplateDefinition(kamelet);
            if (template != null) {
                check(kamelet, given.stringPropertyNames(), template);
            }
        }
    }

    /**
     * Looks at the address of the API that a Kamelet sends the token to.
     *
     * @throws IllegalArgumentException if this is none, has a user or a query, or is plain http to a host that is not loopback
     */
    public void setApiUrl(String apiUrl) {
        ServerAddress.of("apiUrl", "https://api.adhese.org", apiUrl, ServerAddress.PlainHttp.LOOPBACK);
    }

    /**
     * Looks at what comes behind the address.
     *
     * @throws IllegalArgumentException if it could make it another one, or has a query; does not repeat it, as a key may stand in it
     */
    public void setPath(String path) {
        if (!path.startsWith("/") || path.startsWith("//") || path.contains("?") || path.contains("#")) {
            throw new IllegalArgumentException(
                    "path must begin with one / and have no ? or #. Write it like /campaigns.");
        }
    }

    @Override
    public void process(Exchange exchange) {
        // It has done its work.
    }

    private static void check(String kamelet, Set<String> given, RouteTemplateDefinition template) {
        Collection<String> known = nullable(template.getTemplateParameters()).stream()
                .map(RouteTemplateParameterDefinition::getName)
                .toList();
        Set<String> ours = new HashSet<>(OF_CAMEL);
        ours.addAll(known);
        nullable(template.getTemplateBeans()).forEach(bean -> ours.add(bean.getName()));
        // Camel has each twice, also with hyphens, which is not the one that was written.
        Map<String, String> names = new TreeMap<>();
        given.stream()
                .filter(name -> !name.contains(".")) // of one route, such as report.scope; there it is looked at
                .sorted(Comparator.comparing((String name) -> name.contains("-"))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(name -> names.putIfAbsent(letters(name), name));
        Collection<String> unknown = names.values();
        unknown.removeIf(name -> ours.stream().anyMatch(property -> means(name, property)));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Kamelet " + kamelet + ": " + OptionNames.unknown(unknown, known));
        }
    }

    /** Of a variable, Camel leaves what comes after the Kamelet's name: {@code CLIENT_ID}, or {@code REPORT_CLIENT_ID} of a route. */
    private static boolean means(String name, String property) {
        String letters = letters(name);
        boolean variable = name.equals(name.toUpperCase(Locale.ROOT));
        return variable ? letters.endsWith(letters(property)) : letters.equals(letters(property));
    }

    private static String letters(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static <T> List<T> nullable(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
