package io.github.cameladhese.auth.observe;

import io.github.cameladhese.auth.token.TokenAccountId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.health.HealthCheckRepository;
import org.jspecify.annotations.Nullable;

/**
 * A readiness check for each account in use, of all components of the Camel context. The components register it if the
 * application has health checks. Thread-safe.
 */
@org.apache.camel.spi.annotations.HealthCheck(AccountHealthChecks.ID + "-repository")
public final class AccountHealthChecks implements HealthCheckRepository, CamelContextAware {

    static final String ID = "adhese-auth";

    private final Map<TokenAccountId, AccountHealthCheck> checks = new ConcurrentHashMap<>(); // they count their calls
    private @Nullable CamelContext context;
    private volatile boolean enabled = true;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Stream<org.apache.camel.health.HealthCheck> stream() {
        CamelContext known = context;
        if (!enabled || known == null) {
            return Stream.empty();
        }
        List<TokenAccountId> inUse = ObservedAccounts.of(known)
                .filter(ObservedAccount::isInUse)
                .map(ObservedAccount::id)
                .distinct()
                .toList();
        checks.keySet().retainAll(inUse.stream().collect(Collectors.toSet()));
        return inUse.stream().map(id -> checks.computeIfAbsent(id, account -> check(account, known)));
    }

    private static AccountHealthCheck check(TokenAccountId account, CamelContext context) {
        AccountHealthCheck check = AccountHealthCheck.of(
                account, () -> ObservedAccounts.of(context).toList());
        check.setCamelContext(context);
        return check;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** None before it is set: a bean post processor, such as Spring's, asks first. */
    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }
}
