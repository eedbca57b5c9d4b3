package io.github.cameladhese.auth;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * The options behind the {@code ?} of an endpoint's address, looked at before Camel binds them: it would also take {@code
 * configuration.authServerUrl} or {@code component.clock}, and {@code #class:…} as a value.
 */
final class AddressOptions {

    /**
     * What concerns only the endpoint that it stands at, and the region, which is looked at by {@link #requireSame}. Where
     * realms have accounts, any other option is refused: it would say where a secret is sent, or change for all what they
     * share.
     */
    static final Set<String> HARMLESS = Set.of(
            "exchangePattern", "operation", "prefetch", "region", "rejectedStatus", "requiredPermissions", "scope");

    private static final Pattern ABSENT = Pattern.compile("\\{\\{\\?[^{}]+}}");

    private final Scheme scheme;
    private final Set<String> accountOptions;
    private final Map<String, Object> parameters;

    /** @param accountOptions what may be set in an account as well */
    AddressOptions(Scheme scheme, Set<String> accountOptions, Map<String, Object> parameters) {
        this.scheme = scheme;
        this.accountOptions = accountOptions;
        this.parameters = parameters;
    }

    boolean has(String option) {
        return parameters.keySet().stream().anyMatch(name -> same(name).equals(same(option)));
    }

    /** @throws IllegalArgumentException that names what is unknown and no value, which may be a mistyped secret */
    void requireKnown(Collection<String> endpointOptions) {
        Set<String> known = new TreeSet<>(endpointOptions);
        known.remove(scheme.nameOption()); // stands in the path only: which credentials are used goes by that
        Map<String, String> names = byWhatIsTheSame(known);
        names.put(same("exchangePattern"), "exchangePattern"); // which Camel's endpoints all take
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeIf(name -> names.containsKey(same(name)));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(OptionNames.unknown(unknown, known));
        }
    }

    /**
     * Leaves out what Camel leaves as <code>{{?name}}</code>: <code>RAW({{?name}})</code>, where there is no such property. That is
     * how a Kamelet hands on what it has not been given; without {@code RAW}, Camel leaves it out itself.
     */
    void removeAbsent() {
        URISupport.resolveRawParameterValues(parameters); // which Camel has done, unless realms have accounts
        parameters.values().removeIf(value -> ABSENT.matcher(String.valueOf(value))
                .matches());
    }

    /**
     * Where realms have accounts, a realm may come from outside and bring options along: {@code
     * customer?authServerUrl=https://evil.example}.
     *
     * @throws IllegalArgumentException if one of them could send a secret elsewhere, choose one, read one, or disturb others
     */
    void requireHarmless() {
        Map<String, String> harmless = byWhatIsTheSame(HARMLESS);
        parameters.forEach((name, value) -> {
            if (!harmless.containsKey(same(name))) {
                throw refused(name, " must not stand in an address");
            }
            if (value instanceof String text && text.startsWith("#")) {
                throw refused(name, " must not name a bean, a class or a property in an address");
            }
        });
    }

    /** @throws IllegalArgumentException if the address has this option with another value */
    void requireSame(String option, String value) {
        parameters.forEach((name, other) -> {
            if (same(name).equals(same(option)) && !value.equals(other)) {
                throw refused(name, " must not be another one in an address");
            }
        });
    }

    /** Of these two the endpoint's replaces the component's; only two on the same level contradict each other. */
    void makeRoomIn(OAuthConfiguration options) {
        if (has("clientSecretFile")) {
            options.setClientSecret(null);
        }
        if (has("clientSecret")) {
            options.setClientSecretFile(null);
        }
    }

    private IllegalArgumentException refused(String name, String why) {
        String owner = scheme.nameOption();
        String orInAccount = accountOptions.contains(name) ? " or in the account of the " + owner + "." : ".";
        return new IllegalArgumentException(name + why + " where the component has an account for each " + owner
                + ": a " + owner + " from" + " outside could bring it along. Set it on the component" + orInAccount);
    }

    private static Map<String, String> byWhatIsTheSame(Collection<String> names) {
        Map<String, String> same = new HashMap<>();
        names.forEach(name -> same.put(same(name), name));
        return same;
    }

    /** Camel takes option names in any letter case and with hyphens. */
    private static String same(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
