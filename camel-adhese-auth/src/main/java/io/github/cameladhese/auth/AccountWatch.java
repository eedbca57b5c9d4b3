package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.TokenTrouble;
import io.github.cameladhese.auth.token.TokenWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one account: tells the log when tokens stop and when they flow again, once each, and the application's listeners
 * everything. A failure that another fetch makes up for a moment later is not worth a warning. Thread-safe.
 */
final class AccountWatch implements TokenListener {

    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

    private final TokenAccountId account;
    private final TokenTarget target;
    private final boolean ofUser;
    private volatile boolean fixed;
    private final TokenListeners listeners;
    private final AtomicBoolean counts = new AtomicBoolean();
    private boolean warned;
    private @Nullable Instant endedTrouble;
    private volatile @Nullable Supplier<TokenStatus> status;

    AccountWatch(Scheme scheme, TokenSettings settings, TokenListeners listeners) {
        this.account = settings.account(scheme);
        this.target = settings.client().target();
        this.ofUser = settings.client().request().grant().isCode();
        this.listeners = listeners;
    }

    /** For the source of the token. */
    TokenWatch watch() {
        return new TokenWatch(account, this, counts::get);
    }

    TokenAccountId account() {
        return account;
    }

    /**
     * Whether the application relies on the account, and not only exchanges that have made it up: its failures are worth a warning,
     * and a failed fetch is tried again though no exchange asks.
     */
    void fixed(boolean byApplication) {
        fixed = byApplication;
        counts.set(byApplication && !ofUser); // a user's code may be spent; nobody but the user can bring another one
    }

    /** The account is there. Those of users who log in are not told: they are too many. */
    void opened(Supplier<TokenStatus> statusOfAccount) {
        if (!ofUser) {
            status = statusOfAccount;
            listeners.tellForCertain(listener -> listener.opened(account, statusOfAccount));
        }
    }

    /** The account is forgotten. */
    void closed() {
        Supplier<TokenStatus> known = status;
        if (known != null) {
            listeners.tellForCertain(listener -> listener.closed(account, known));
        }
    }

    @Override
    public void requested(TokenEvent.Requested event) {
        listeners.tellOfMany(listener -> listener.requested(event));
    }

    @Override
    public void fetched(TokenEvent.Fetched event) {
        listeners.tell(listener -> listener.fetched(event));
    }

    @Override
    public void failed(TokenEvent.Failed event) {
        TokenTrouble trouble = event.trouble();
        if (isWorthAWarning(event) && isFirstWarning(trouble)) {
            LOG.warn(
                    "{} {} This is not logged again until tokens flow.",
                    trouble.lastFailure().getMessage(),
                    event.usableUntil()
                            .map(until -> "The present token is used until " + until + "; exchanges fail from then on.")
                            .orElse("Exchanges that need it fail"
                                    + (counts.get() ? "; it is tried again by itself." : ".")));
        } else {
            LOG.debug("{} Failed fetches in a row: {}", trouble.lastFailure().getMessage(), trouble.failures());
        }
        listeners.tell(listener -> listener.failed(event));
    }

    @Override
    public void recovered(TokenEvent.Recovered event) {
        TokenTrouble past = event.trouble();
        if (isEndOfWarned(past)) {
            Duration lasted = Duration.between(past.since(), past.recoveredAt().orElse(past.lastAt()));
            LOG.info(
                    "Tokens for {} '{}' from {} flow again, after {} and {} failed {}.",
                    target.terms().owner(),
                    target.realm(),
                    target.tokenUrl(),
                    TimeUtils.printDuration(lasted, true),
                    past.failures(),
                    past.failures() == 1 ? "fetch" : "fetches");
        }
        listeners.tell(listener -> listener.recovered(event));
    }

    @Override
    public void rejected(TokenEvent.Rejected event) {
        LOG.debug(
                "An API rejected the token for {} '{}' from {}",
                target.terms().owner(),
                target.realm(),
                target.tokenUrl());
        listeners.tell(listener -> listener.rejected(event));
    }

    @Override
    public void waited(TokenEvent.Waited event) {
        listeners.tellOfMany(listener -> listener.waited(event));
    }

    /** Two threads may tell of an end and of what was before it the wrong way round. */
    private synchronized boolean isFirstWarning(TokenTrouble trouble) {
        boolean first = !warned && !trouble.since().equals(endedTrouble);
        warned |= first;
        return first;
    }

    private synchronized boolean isEndOfWarned(TokenTrouble past) {
        boolean was = warned;
        warned = false;
        endedTrouble = past.since();
        return was;
    }

    /**
     * Not if it is but a user whose login came to nothing, or a realm that an exchange has made up: the route is told, and
     * strangers must not fill the log.
     */
    private boolean isWorthAWarning(TokenEvent.Failed event) {
        TokenTrouble trouble = event.trouble();
        return (fixed || hadAToken())
                && (event.usableUntil().isEmpty()
                        || trouble.failures() > 1
                        || !trouble.lastFailure().retryable());
    }

    private boolean hadAToken() {
        Supplier<TokenStatus> known = status;
        return known != null && known.get().issued() > 0;
    }
}
