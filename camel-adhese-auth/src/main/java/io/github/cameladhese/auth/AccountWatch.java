package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.TokenTrouble;
import io.github.cameladhese.auth.token.TokenWatch;
import java.time.Duration;
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
    private final TokenListeners listeners;
    private final AtomicBoolean counts = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private @Nullable Supplier<TokenStatus> status;

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

    /** Whether a producer uses the account, so that a failed fetch is tried again though no exchange asks. */
    void counts(boolean used) {
        counts.set(used && !ofUser); // a user's code may be spent; nobody but the user can bring another one
    }

    /** The account is there. Those of users who log in are not told: they are too many. */
    void opened(Supplier<TokenStatus> statusOfAccount) {
        if (!ofUser) {
            status = statusOfAccount;
            listeners.tell(listener -> listener.opened(account, statusOfAccount));
        }
    }

    /** The account is forgotten. */
    void closed() {
        Supplier<TokenStatus> known = status;
        if (known != null) {
            listeners.tell(listener -> listener.closed(account, known));
        }
    }

    @Override
    public void requested(TokenEvent.Requested event) {
        listeners.tell(listener -> listener.requested(event));
    }

    @Override
    public void fetched(TokenEvent.Fetched event) {
        listeners.tell(listener -> listener.fetched(event));
    }

    @Override
    public void failed(TokenEvent.Failed event) {
        TokenTrouble trouble = event.trouble();
        if (isWorthAWarning(event) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "{} {} This is not logged again until tokens flow.",
                    trouble.lastFailure().getMessage(),
                    event.usableUntil()
                            .map(until -> "The present token is used until " + until + "; exchanges fail from then on.")
                            .orElse("Exchanges that need it fail; it is tried again by itself."));
        } else {
            LOG.debug("{} Failed fetches in a row: {}", trouble.lastFailure().getMessage(), trouble.failures());
        }
        listeners.tell(listener -> listener.failed(event));
    }

    @Override
    public void recovered(TokenEvent.Recovered event) {
        if (warned.compareAndSet(true, false)) {
            TokenTrouble past = event.trouble();
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
        listeners.tell(listener -> listener.waited(event));
    }

    /** Not if it is but a user whose login came to nothing, which the route is told. */
    private boolean isWorthAWarning(TokenEvent.Failed event) {
        TokenTrouble trouble = event.trouble();
        return !ofUser
                && (event.usableUntil().isEmpty()
                        || trouble.failures() > 1
                        || !trouble.lastFailure().retryable());
    }
}
