package io.github.cameladhese.auth.micrometer;

import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.TokenTrouble;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What can be read of the token of one account, or of several that share the gauges: the worst of them counts. */
final class AccountGauges {

    private final MeterRegistry registry;
    private final List<Gauge> gauges;
    private final List<Supplier<TokenStatus>> accounts = new CopyOnWriteArrayList<>();

    AccountGauges(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.gauges = List.of(
                Gauge.builder(TokenMeters.EXPIRY, this::secondsToExpiry)
                        .description("Until the held token is over")
                        .baseUnit("seconds")
                        .tags(tags)
                        .register(registry),
                Gauge.builder(TokenMeters.FAILING, this::failuresInARow)
                        .description("Fetches that ended without a token since the last one that brought one")
                        .tags(tags)
                        .register(registry));
    }

    void add(Supplier<TokenStatus> account) {
        accounts.add(account);
    }

    /** Forgets the account, and the gauges with the last of them; whether it was that. */
    boolean removeIfLast(Supplier<TokenStatus> account) {
        accounts.remove(account);
        if (accounts.isEmpty()) {
            gauges.forEach(registry::remove);
        }
        return accounts.isEmpty();
    }

    private double secondsToExpiry() {
        return accounts.stream()
                .map(Supplier::get)
                .filter(status ->
                        status.isUsable() || status.ongoingTrouble().isPresent()) // or nobody asked since it ran out
                .flatMap(status -> status.expiresAt().stream()
                        .map(end -> Duration.between(status.at(), end).toMillis() / 1000.0))
                .min(Double::compare)
                .orElse(Double.NaN);
    }

    private double failuresInARow() {
        return accounts.stream()
                .flatMap(account -> account.get().ongoingTrouble().stream())
                .mapToDouble(TokenTrouble::failures)
                .max()
                .orElse(0);
    }
}
