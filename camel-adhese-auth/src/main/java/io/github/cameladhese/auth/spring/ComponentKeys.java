package io.github.cameladhese.auth.spring;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The keys {@code camel.component.<scheme>.*} of one component, in any place where a Spring application has them. Thread-safe. */
final class ComponentKeys {

    /** What every starter of Camel knows. */
    static final Set<String> SWITCHES = Set.of("enabled", "customizer.enabled");

    private static final String ACCOUNTS = "accounts";

    private final ComponentKind<?> kind;
    private final ConfigurationPropertyName root;
    private final Set<String> lettersOfOptions;

    /**
     * One that is set.
     *
     * @param text as it is written
     * @param place where it is written
     * @param option what it means to set, known or not
     */
    private record Key(String text, String place, String option, Use use) {}

    private enum Use {
        GOOD,
        NO_ACCOUNT,
        NO_OPTION
    }

    ComponentKeys(ComponentKind<?> kind) {
        this.kind = kind;
        this.root = ConfigurationPropertyName.of("camel.component." + kind.scheme());
        this.lettersOfOptions = Stream.concat(kind.options().stream(), SWITCHES.stream())
                .map(ComponentKeys::letters)
                .collect(Collectors.toSet());
    }

    /** The key of an option. */
    ConfigurationPropertyName of(String option) {
        return root.append(StringHelper.camelCaseToDash(option));
    }

    /**
     * Whether any of them is set.
     *
     * @throws IllegalArgumentException if one is set that means nothing; says where, names the nearest option, and repeats no
     *     value
     */
    boolean anyIn(Environment environment) {
        List<Key> keys = all(environment);
        String wrong = keys.stream()
                .filter(key -> key.use() != Use.GOOD)
                .map(this::complaint)
                .sorted()
                .collect(Collectors.joining(" "));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
        return !keys.isEmpty();
    }

    private List<Key> all(Environment environment) {
        Stream.Builder<Stream<Key>> keys = Stream.builder();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                keys.add(Stream.of(variables.getPropertyNames()).flatMap(this::ofVariable));
            } else if (source instanceof IterableConfigurationPropertySource known) {
                keys.add(known.stream().filter(root::isAncestorOf).map(name -> ofProperty(name, source)));
            }
        }
        return keys.build().flatMap(each -> each).toList();
    }

    private Key ofProperty(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        int depth = root.getNumberOfElements();
        String written = name.getElement(depth, Form.ORIGINAL);
        int below = name.getNumberOfElements() - depth - 1;
        Use use;
        if (letters(written).equals(ACCOUNTS)) {
            use = below == 1 ? Use.NO_ACCOUNT : Use.GOOD;
        } else if (SWITCHES.stream().anyMatch(option -> of(option).equals(name))) {
            use = Use.GOOD;
        } else {
            use = below == 0 && lettersOfOptions.contains(letters(written)) ? Use.GOOD : Use.NO_OPTION;
        }
        Origin origin = Origin.from(source.getConfigurationProperty(name));
        return new Key(name.toString(), origin == null ? "no file" : origin.toString(), written, use);
    }

    /** Spring takes {@code CAMEL_COMPONENT_ADHESEAUTH_CLIENTID} as well as {@code CAMEL_COMPONENT_ADHESE_AUTH_CLIENT_ID}. */
    private Stream<Key> ofVariable(String variable) {
        String begin = letters(root.toString());
        String letters = letters(variable);
        if (!letters.startsWith(begin) || letters.length() == begin.length()) {
            return Stream.empty();
        }
        String option = letters.substring(begin.length());
        Use use = lettersOfOptions.contains(option) ? Use.GOOD : Use.NO_OPTION;
        if (use == Use.NO_OPTION && option.startsWith(ACCOUNTS)) {
            use = isOfAccount(variable) ? Use.GOOD : Use.NO_ACCOUNT;
        }
        return Stream.of(new Key(variable, "environment", option, use));
    }

    /** Of those of accounts Spring takes the names without hyphens only, and ignores all others. */
    private boolean isOfAccount(String variable) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(variable.toLowerCase(Locale.ROOT), '_');
        return of(ACCOUNTS).isAncestorOf(name) && name.getNumberOfElements() == root.getNumberOfElements() + 3;
    }

    private String complaint(Key key) {
        String at = key.text() + " (" + key.place() + ") ";
        if (key.use() == Use.NO_ACCOUNT) {
            return at + "is no option of an account. Write " + of(ACCOUNTS)
                    + ".<realm>.client-id and the like, or as a variable " + variable("<REALM>", "CLIENTID") + ".";
        }
        boolean known = kind.options().contains(StringHelper.dashToCamelCase(key.option()));
        if (known && key.text().endsWith("]")) { // scope[0] of a list
            return at + "is no option of " + kind.scheme() + ". Write " + of(key.option())
                    + " as one text, several separated by commas.";
        }
        List<String> nearest = kind.nearest(StringHelper.dashToCamelCase(key.option()));
        return at + "is no option of " + kind.scheme() + ". "
                + (nearest.isEmpty()
                        ? "The options are: " + written(kind.options().stream()) + "."
                        : "Did you mean " + written(nearest.stream()) + "?");
    }

    private String variable(String realm, String option) {
        return String.join(
                "_",
                root.toString().replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT),
                "ACCOUNTS",
                realm,
                option);
    }

    private static String written(Stream<String> options) {
        return options.map(StringHelper::camelCaseToDash).collect(Collectors.joining(", "));
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
