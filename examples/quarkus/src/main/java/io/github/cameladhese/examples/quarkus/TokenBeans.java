package io.github.cameladhese.examples.quarkus;

import io.github.cameladhese.auth.micrometer.TokenMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The token meters, in the registry that {@code /q/metrics} shows. */
@Dependent
class TokenBeans {

    /** Unremovable: Quarkus removes beans that nothing injects, and Camel looks this one up at run time. */
    @Produces
    @Singleton
    @Unremovable
    TokenMeters tokenMeters(MeterRegistry registry) {
        return new TokenMeters(registry);
    }
}
