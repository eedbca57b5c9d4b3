package io.github.cameladhese.auth;

import io.github.cameladhese.auth.observe.AccountHealthCheck;
import io.github.cameladhese.auth.token.TokenAccountId;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.jspecify.annotations.Nullable;

/**
 * The accounts among Camel's health checks of producers, each from the start of its first producer until the end of its last one.
 * Thread-safe.
 */
final class ProducerHealth {

    private final OAuthComponent<?> component;
    private final Map<TokenAccountId, Integer> producers = new HashMap<>();

    ProducerHealth(OAuthComponent<?> component) {
        this.component = component;
    }

    /** A producer with this account has started. */
    synchronized void begin(TokenAccountId account) {
        if (producers.merge(account, 1, Integer::sum) == 1) {
            WritableHealthCheckRepository repository = repository();
            if (repository != null
                    && component.isHealthCheckProducerEnabled()) { // a disabled one would not count as up
                repository.addHealthCheck(AccountHealthCheck.ofProducer(account, component));
            }
        }
    }

    /** A producer with this account has stopped. */
    synchronized void end(TokenAccountId account) {
        if (producers.merge(account, -1, Integer::sum) <= 0) {
            producers.remove(account);
            WritableHealthCheckRepository repository = repository();
            if (repository != null) {
                repository.removeHealthCheck(AccountHealthCheck.ofProducer(account, component)); // goes by the id
            }
        }
    }

    /** Null if the application has no health checks. */
    private @Nullable WritableHealthCheckRepository repository() {
        CamelContext context = component.getCamelContext();
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }
}
