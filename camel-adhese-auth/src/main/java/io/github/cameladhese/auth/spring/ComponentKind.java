package io.github.cameladhese.auth.spring;

import io.github.cameladhese.auth.AdheseAuthAccount;
import io.github.cameladhese.auth.AdheseAuthAccountConfigurer;
import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthComponentConfigurer;
import io.github.cameladhese.auth.AdheseAuthConfiguration;
import io.github.cameladhese.auth.AdullamAuthAccount;
import io.github.cameladhese.auth.AdullamAuthAccountConfigurer;
import io.github.cameladhese.auth.AdullamAuthComponent;
import io.github.cameladhese.auth.AdullamAuthComponentConfigurer;
import io.github.cameladhese.auth.AdullamAuthConfiguration;
import java.beans.PropertyDescriptor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.PropertyMatches;

/**
 * One of the components, and the options that it has: those that Camel's generated configurer knows, so that none is forgotten
 * here.
 *
 * @param beans that have the options as properties
 * @param options by their names in Java, such as {@code clientSecretFile}
 */
record ComponentKind<C extends PropertyConfigurer & PropertyConfigurerGetter>(
        String scheme,
        Class<? extends Component> type,
        List<Class<?>> beans,
        C configurer,
        Set<String> options,
        Supplier<Object> newAccount,
        PropertyConfigurer accountConfigurer) {

    static ComponentKind<?> adhese() {
        return of(
                "adhese-auth",
                AdheseAuthComponent.class,
                AdheseAuthConfiguration.class,
                new AdheseAuthComponentConfigurer(),
                AdheseAuthAccount::new,
                new AdheseAuthAccountConfigurer());
    }

    static ComponentKind<?> adullam() {
        return of(
                "adullam-auth",
                AdullamAuthComponent.class,
                AdullamAuthConfiguration.class,
                new AdullamAuthComponentConfigurer(),
                AdullamAuthAccount::new,
                new AdullamAuthAccountConfigurer());
    }

    private static <C extends PropertyConfigurer & PropertyConfigurerGetter> ComponentKind<C> of(
            String scheme,
            Class<? extends Component> type,
            Class<?> configuration,
            C configurer,
            Supplier<Object> newAccount,
            PropertyConfigurer accountConfigurer) {
        List<Class<?>> beans = List.of(type, configuration);
        Set<String> options = beans.stream()
                .flatMap(bean -> Stream.of(BeanUtils.getPropertyDescriptors(bean)))
                .map(PropertyDescriptor::getName)
                .filter(name -> configurer.getOptionType(name, true) != null)
                .collect(Collectors.toCollection(TreeSet::new));
        return new ComponentKind<>(scheme, type, beans, configurer, options, newAccount, accountConfigurer);
    }

    /** Of the options, those that differ least from a mistyped one; none if even they differ in more than half of it. */
    List<String> nearest(String mistyped) {
        return IntStream.rangeClosed(1, mistyped.length() / 2)
                .mapToObj(distance -> beans.stream()
                        .flatMap(bean -> Stream.of(PropertyMatches.forProperty(mistyped, bean, distance)
                                .getPossibleMatches()))
                        .filter(options::contains)
                        .toList())
                .filter(matches -> !matches.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
