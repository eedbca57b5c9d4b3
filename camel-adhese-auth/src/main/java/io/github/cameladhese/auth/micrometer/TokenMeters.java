package io.github.cameladhese.auth.micrometer;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenFailureKind;
import io.github.cameladhese.auth.token.TokenListener;
import io.github.cameladhese.auth.token.TokenStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what happens to tokens, in a {@link MeterRegistry}. To be bound as a bean, e.g. by {@code
 * camel.beans.tokenMeters = #class:io.github.cameladhese.auth.micrometer.TokenMeters}. An exchange that finds a token costs
 * nothing more with it than without.
 *
 * <p>All meters have the tags {@code camelContext}, {@code component} and {@code account}, which is realm and client id. So
 * that a dynamic route cannot make any number of meters, only the first {@linkplain #setMostAccounts hundred} accounts have
 * meters of their own, and all others share those of account {@code other}. Thread-safe.
 */
public class TokenMeters implements TokenListener, CamelContextAware {

    /** Timer: requests to the token endpoint, by tag {@code outcome}: {@code success} or a {@link TokenFailureKind}. */
    public static final String REQUESTS = "camel.adhese.auth.token.requests";

    /** Gauge: seconds until the held token is over, negative once it is, NaN if none is held. */
    public static final String EXPIRY = "camel.adhese.auth.token.expiry";

    /** Gauge: fetches that ended without a token since the last one that brought one; 0 if all is well. */
    public static final String FAILING = "camel.adhese.auth.token.failing";

    /** Counter: fetches that ended without a token after all their attempts, by tag {@code kind}. */
    public static final String FAILURES = "camel.adhese.auth.token.failures";

    /** Counter: tokens that an API rejected. */
    public static final String REJECTIONS = "camel.adhese.auth.token.rejections";

    /** Timer: exchanges that had to wait for a token. */
    public static final String WAITS = "camel.adhese.auth.token.waits";

    /** The bean that Camel's own meters are in. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private static final String OTHER = "other";
    private static final String SUCCESS = "success";

    private final Map<TokenAccountId, String> names = new HashMap<>();
    private final Map<Tags, AccountGauges> gauges = new HashMap<>();
    private @Nullable MeterRegistry registry;
    private @Nullable CamelContext context;
    private int mostAccounts = 100;

    /** In the registry that is a bean of the Camel context: the only one, or that named {@code metricsRegistry}. */
    public TokenMeters() {}

    /** In the given registry. */
    public TokenMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void opened(TokenAccountId account, Supplier<TokenStatus> status) {
        Tags tags = tags(account);
        gauges.computeIfAbsent(tags, of -> new AccountGauges(registry(), of)).add(status);
        requests(tags, SUCCESS); // all of them at zero, so that an alert can see the first one
        for (TokenFailureKind kind : TokenFailureKind.values()) {
            requests(tags, kind.text());
            failures(tags, kind);
        }
        rejections(tags);
        waits(tags);
    }

    @Override
    public synchronized void closed(TokenAccountId account, Supplier<TokenStatus> status) {
        Tags tags = tags(account);
        AccountGauges gauge = gauges.get(tags);
        if (gauge != null && gauge.removeIfLast(status)) {
            gauges.remove(tags);
        }
    }

    @Override
    public void requested(TokenEvent.Requested event) {
        String outcome = event.failure().map(TokenFailureKind::text).orElse(SUCCESS);
        requests(tags(event.account()), outcome).record(event.took());
    }

    @Override
    public void failed(TokenEvent.Failed event) {
        failures(tags(event.account()), event.trouble().lastFailure().kind()).increment();
    }

    @Override
    public void rejected(TokenEvent.Rejected event) {
        rejections(tags(event.account())).increment();
    }

    @Override
    public void waited(TokenEvent.Waited event) {
        waits(tags(event.account())).record(event.waited());
    }

    private Timer requests(Tags tags, String outcome) {
        return Timer.builder(REQUESTS)
                .description("Requests to the token endpoint")
                .tags(tags.and("outcome", outcome))
                .register(registry());
    }

    private Timer waits(Tags tags) {
        return Timer.builder(WAITS)
                .description("Exchanges that had to wait for a token")
                .tags(tags)
                .register(registry());
    }

    private Counter failures(Tags tags, TokenFailureKind kind) {
        return Counter.builder(FAILURES)
                .description("Fetches that ended without a token")
                .tags(tags.and("kind", kind.text()))
                .register(registry());
    }

    private Counter rejections(Tags tags) {
        return Counter.builder(REJECTIONS)
                .description("Tokens that an API rejected")
                .tags(tags)
                .register(registry());
    }

    private synchronized Tags tags(TokenAccountId account) {
        String name = names.get(account);
        if (name == null) {
            name = OTHER;
            if (names.size() < mostAccounts) {
                name = account.name();
                names.put(account, name);
            }
        }
        String in = context == null ? "" : context.getName();
        return Tags.of("camelContext", in, "component", account.component(), "account", name);
    }

    private synchronized MeterRegistry registry() {
        if (registry == null) {
            registry = context == null ? null : find(context);
        }
        if (registry == null) {
            throw new IllegalStateException("There is no MeterRegistry among the beans, or several. Bind one named "
                    + CAMELS_REGISTRY + ", or set camel.metrics.enabled=true.");
        }
        return registry;
    }

    private static @Nullable MeterRegistry find(CamelContext context) {
        MeterRegistry camels = context.getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        return camels != null ? camels : context.getRegistry().findSingleByType(MeterRegistry.class);
    }

    public int getMostAccounts() {
        return mostAccounts;
    }

    /** How many accounts have meters of their own; 0 for none. The default is 100. */
    public void setMostAccounts(int mostAccounts) {
        this.mostAccounts = mostAccounts;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }
}
