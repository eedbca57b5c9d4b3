package io.github.cameladhese.auth.micrometer;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenFailureKind;
import io.github.cameladhese.auth.token.TokenListener;
import io.github.cameladhese.auth.token.TokenStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
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
 * that a dynamic route cannot make any number of meters, only {@linkplain #setMostAccounts hundred} accounts at a time have
 * meters of their own, and all others share those of account {@code other}. Thread-safe.
 */
public class TokenMeters implements TokenListener, CamelContextAware {

    private static final String PREFIX = "camel.adhese.auth.token.";

    /** Timer: requests to the token endpoint, by tag {@code outcome}: {@code success} or a {@link TokenFailureKind}. */
    public static final String REQUESTS = "camel.adhese.auth.token.requests";

    /** Gauge: seconds until the held token is over; negative once it is and no other can be had, NaN if nobody needs one. */
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

    private static final String SUCCESS = "success";

    /** Those that a fetch without an authorization code may end with. */
    private static final List<TokenFailureKind> OF_FETCHES = List.of(
            TokenFailureKind.CREDENTIALS_REJECTED,
            TokenFailureKind.PERMISSION_MISSING,
            TokenFailureKind.ENDPOINT_UNAVAILABLE,
            TokenFailureKind.UNUSABLE_ANSWER);

    private final AccountTags tags = new AccountTags();
    private final Map<Tags, AccountGauges> gauges = new HashMap<>();
    private final IdentityHashMap<Supplier<TokenStatus>, Tags> opened =
            new IdentityHashMap<>(); // the context may be another one by the end
    private @Nullable MeterRegistry registry;
    private @Nullable CamelContext context;

    /** In the registry that is a bean of the Camel context: the only one, or that named {@code metricsRegistry}. */
    public TokenMeters() {}

    /** In the given registry. */
    public TokenMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void opened(TokenAccountId account, Supplier<TokenStatus> status) {
        Tags own = tags.of(account);
        opened.put(status, own);
        gauges.computeIfAbsent(own, of -> new AccountGauges(registry(), of)).add(status);
        requests(own, SUCCESS); // all of them at zero, so that an alert can see the first one
        for (TokenFailureKind kind : OF_FETCHES) {
            requests(own, kind.text());
            failures(own, kind);
        }
        rejections(own);
        waits(own);
    }

    @Override
    public synchronized void closed(TokenAccountId account, Supplier<TokenStatus> status) {
        Tags own = opened.remove(status);
        AccountGauges gauge = own == null ? null : gauges.get(own);
        if (own != null && gauge != null && gauge.removeIfLast(status)) {
            gauges.remove(own);
            if (tags.free(account)) { // its meters are another one's to take
                remove(own.stream().toList());
            }
        }
    }

    private void remove(List<Tag> ofAccount) {
        MeterRegistry from = registry();
        from.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .filter(meter -> meter.getId().getTags().containsAll(ofAccount))
                .forEach(from::remove);
    }

    @Override
    public void requested(TokenEvent.Requested event) {
        String outcome = event.failure().map(TokenFailureKind::text).orElse(SUCCESS);
        requests(tags.of(event.account()), outcome).record(event.took());
    }

    @Override
    public void failed(TokenEvent.Failed event) {
        failures(tags.of(event.account()), event.trouble().lastFailure().kind()).increment();
    }

    @Override
    public void rejected(TokenEvent.Rejected event) {
        rejections(tags.of(event.account())).increment();
    }

    @Override
    public void waited(TokenEvent.Waited event) {
        waits(tags.of(event.account())).record(event.waited());
    }

    private Timer requests(Tags own, String outcome) {
        return Timer.builder(REQUESTS)
                .description("Requests to the token endpoint")
                .tags(own.and("outcome", outcome))
                .register(registry());
    }

    private Timer waits(Tags own) {
        return Timer.builder(WAITS)
                .description("Exchanges that had to wait for a token")
                .tags(own)
                .register(registry());
    }

    private Counter failures(Tags own, TokenFailureKind kind) {
        return Counter.builder(FAILURES)
                .description("Fetches that ended without a token")
                .tags(own.and("kind", kind.text()))
                .register(registry());
    }

    private Counter rejections(Tags own) {
        return Counter.builder(REJECTIONS)
                .description("Tokens that an API rejected")
                .tags(own)
                .register(registry());
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
        return tags.most();
    }

    /** How many accounts have meters of their own; 0 for none. The default is 100. */
    public void setMostAccounts(int mostAccounts) {
        tags.most(mostAccounts);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
        tags.context(camelContext.getName());
    }
}
