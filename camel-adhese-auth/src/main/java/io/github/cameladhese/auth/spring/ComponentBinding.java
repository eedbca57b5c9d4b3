package io.github.cameladhese.auth.spring;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Ordered;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Sets the options of a component from the environment of a Spring application. A value means what it means to Camel elsewhere:
 * {@code 30s}, {@code #bean:name}, <code>{{env:NAME}}</code>. Nothing that was read is kept. Thread-safe.
 */
final class ComponentBinding extends LifecycleStrategySupport implements ComponentCustomizer {

    private static final String CONFIGURATION = "configuration";

    private static final String ACCOUNTS = "accounts";

    private static final Set<String> SECRETS = Set.of("clientId", "clientSecret", "verificationCode");

    private static final Bindable<Map<String, Map<String, String>>> ACCOUNTS_BY_NAME =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    private final ComponentKind<?> kind;
    private final ComponentKeys keys;
    private final Environment environment;
    private final boolean configured;

    /** @throws IllegalArgumentException if the environment has a key for the component that means nothing */
    ComponentBinding(ComponentKind<?> kind, Environment environment) {
        this.kind = kind;
        this.keys = new ComponentKeys(kind);
        this.environment = environment;
        this.configured = keys.anyIn(environment);
    }

    /** A component with options is there from the start, so that a wrong value shows even if no route uses it yet. */
    @Override
    public void onContextInitializing(CamelContext context) {
        if (configured) {
            context.getComponent(kind.scheme());
        }
    }

    /** Unless it is switched off, as a starter's can be: {@code camel.component.adhese-auth.customizer.enabled = false}. */
    @Override
    public boolean isEnabled(String name, Component target) {
        return name.equals(kind.scheme())
                && kind.type().isInstance(target)
                && ComponentKeys.SWITCHES.stream().allMatch(this::isOn);
    }

    private boolean isOn(String option) {
        return Binder.get(environment)
                .bind(keys.of(option), Bindable.of(Boolean.class))
                .orElse(true);
    }

    /** First, so that a customizer of the application has the last word. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public void configure(String name, Component target) {
        Binder binder = Binder.get(environment);
        Setter setter = new Setter(kind.configurer(), target, target.getCamelContext());
        bind(binder, setter, CONFIGURATION); // first, as it replaces what the others set
        for (String option : kind.options()) {
            if (!option.equals(CONFIGURATION) && !bind(binder, setter, option) && option.equals(ACCOUNTS)) {
                binder.bind(keys.of(ACCOUNTS), ACCOUNTS_BY_NAME)
                        .ifBound(texts -> setter.set(ACCOUNTS, accounts(texts, target.getCamelContext())));
            }
        }
    }

    /** Whether it is written. What is written as empty, e.g. as <code>${VARIABLE:}</code>, sets nothing but a text. */
    private boolean bind(Binder binder, Setter setter, String option) {
        BindResult<String> written = binder.bind(keys.of(option), Bindable.of(String.class));
        boolean text = kind.configurer().getOptionType(option, true) == String.class;
        written.ifBound(value -> {
            if (text || !value.isBlank()) {
                setter.setText(option, value, keys.of(option));
            }
        });
        return written.isBound();
    }

    /** Their mistyped options are noted in them, and told when the component starts. */
    private Map<String, Object> accounts(Map<String, Map<String, String>> texts, CamelContext context) {
        Map<String, Object> accounts = new ConcurrentHashMap<>();
        texts.forEach((name, options) -> {
            Object account = kind.newAccount().get();
            Setter setter = new Setter(kind.accountConfigurer(), account, context);
            options.forEach((option, text) -> setter.setText(
                    StringHelper.dashToCamelCase(option),
                    text,
                    keys.of(ACCOUNTS).append("[" + name + "]")));
            accounts.put(name, account);
        });
        return accounts;
    }

    /** Sets what is written as Camel does. */
    private record Setter(PropertyConfigurer configurer, Object target, CamelContext context) {

        void setText(String option, String text, ConfigurationPropertyName key) {
            try {
                String resolved = context.resolvePropertyPlaceholders(text);
                boolean reference = resolved.startsWith("#class:") || resolved.startsWith("#type:");
                set(option, reference ? PropertyBindingSupport.resolveBean(context, resolved) : resolved);
            } catch (Exception e) {
                if (SECRETS.contains(option)) { // which the cause may repeat
                    throw new IllegalArgumentException(key + " cannot be used: it has an open or unknown placeholder.");
                }
                throw new IllegalArgumentException(key + " cannot be used: " + e.getMessage(), e);
            }
        }

        void set(String option, Object value) {
            configurer.configure(context, target, option, value, true);
        }
    }
}
