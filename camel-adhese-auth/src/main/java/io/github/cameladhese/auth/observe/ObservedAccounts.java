package io.github.cameladhese.auth.observe;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** A component that keeps the tokens of accounts. */
public interface ObservedAccounts {

    /** Those that it knows now, in no order. No request is made for it. Thread-safe. */
    List<ObservedAccount> observedAccounts();

    /** Those of all components of a Camel context. */
    static Stream<ObservedAccount> of(CamelContext context) {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(Objects::nonNull)
                .filter(ObservedAccounts.class::isInstance)
                .map(component -> ((ObservedAccounts) component).observedAccounts())
                .flatMap(Collection::stream);
    }
}
