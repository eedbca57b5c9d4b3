package io.github.cameladhese.auth.observe;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether exchanges get tokens: up as long as they do, also while the next token cannot be fetched; down if there is no token and
 * the last fetch failed, but for accounts of {@code toD} only, which are up with a message then. An account that nobody has used is up, since nothing speaks against it. It asks for no token by itself,
 * unless {@code prefetch} says that one is to be there.
 */
public final class AccountHealthCheck extends AbstractHealthCheck {

    private final TokenAccountId account;
    private final ObservedAccounts accounts;

    private AccountHealthCheck(String id, TokenAccountId account, ObservedAccounts accounts) {
        super("camel", id);
        this.account = account;
        this.accounts = accounts;
    }

    /** The check of an account, whatever endpoints use it. */
    static AccountHealthCheck of(TokenAccountId account, ObservedAccounts accounts) {
        return new AccountHealthCheck(account.toString(), account, accounts);
    }

    /** The same check as that of an endpoint with this account. */
    public static HealthCheck ofProducer(TokenAccountId account, ObservedAccounts accounts) {
        return new AccountHealthCheck("producer:" + account, account, accounts);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<ObservedAccount> same = accounts.observedAccounts().stream()
                .filter(ObservedAccount::isInUse)
                .filter(observed -> observed.id().equals(account))
                .toList();
        same.stream().filter(AccountHealthCheck::isToBeFetched).forEach(ObservedAccount::prefetch);
        Optional<AccountHealth> worst =
                same.stream().map(observed -> AccountHealth.of(observed)).max(Comparator.naturalOrder());
        builder.detail("realm", account.realm());
        builder.detail("client.id", account.clientId());
        if (worst.isEmpty()) { // the last producer has just stopped
            builder.up();
            return;
        }
        AccountHealth health = worst.get();
        builder.details(health.details());
        if (health.isDown()) {
            builder.down().message("No token for " + account + ": " + health.cause());
        } else {
            builder.up();
            health.remark().ifPresent(builder::message);
        }
    }

    private static boolean isToBeFetched(ObservedAccount observed) {
        TokenStatus status = observed.status();
        return observed.isPrefetched() && !status.isUsable();
    }
}
