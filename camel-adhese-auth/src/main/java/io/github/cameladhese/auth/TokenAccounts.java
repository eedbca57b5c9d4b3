package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of one component, one for each key. Those in use stay; of the others, the most recently used are kept, since a
 * dynamic route may come back to them. Thread-safe; asked when producers start and stop, not for each exchange.
 */
final class TokenAccounts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenAccounts.class);

    private final Opener opener;
    private final Map<TokenKey, Used> used = new HashMap<>();
    private final IdleAccounts idle;
    private final boolean replacesOutdated;
    private boolean closed;

    /** Where accounts come from and what becomes of them. */
    interface Opener {

        TokenAccount open(TokenSettings settings);

        default void close(TokenAccount account) {
            account.close();
        }
    }

    /** @param idle keeps those that no producer uses */
    TokenAccounts(Opener opener, IdleAccounts idle) {
        this(opener, idle, true);
    }

    /** @param replacesOutdated whether an idle account gives way to one with other settings: not if its token were lost */
    TokenAccounts(Opener opener, IdleAccounts idle, boolean replacesOutdated) {
        this.opener = opener;
        this.idle = idle;
        this.replacesOutdated = replacesOutdated;
    }

    /** The account for these settings; to be given back by {@link #release}. */
    TokenAccount acquire(TokenSettings settings) {
        TokenAccount outdated = replacesOutdated ? removeOutdated(settings) : null;
        if (outdated != null) {
            opener.close(outdated);
        }
        TokenAccount acquired = use(settings);
        warnOfOverruled(acquired, settings);
        return acquired;
    }

    void release(TokenAccount account) {
        TokenKey key = account.settings().key();
        List<TokenAccount> evicted;
        synchronized (this) {
            Used found = used.get(key);
            if (found == null || found.account != account || --found.users > 0) {
                return;
            }
            used.remove(key);
            account.inUse(false);
            evicted = account.isWorthKeeping() ? idle.add(key, account) : List.of(account);
        }
        evicted.forEach(opener::close); // outside the lock, since it wakes those who wait
    }

    /** Closes those among the accounts that no producer uses. */
    void closeIdle(Predicate<TokenAccount> those) {
        List<TokenAccount> closing;
        synchronized (this) {
            closing = idle.removeIf(those);
        }
        closing.forEach(opener::close);
    }

    /** The account of this key, if there is one. */
    synchronized Optional<TokenAccount> find(TokenKey key) {
        Used found = used.get(key);
        return found != null ? Optional.of(found.account) : Optional.ofNullable(idle.find(key));
    }

    /** All there are, those included that no producer uses. */
    synchronized List<TokenAccount> all() {
        List<TokenAccount> all = new ArrayList<>();
        used.values().forEach(entry -> all.add(entry.account));
        all.addAll(idle.all());
        return all;
    }

    /** How many there are, those included that no producer uses. */
    synchronized int size() {
        return used.size() + idle.size();
    }

    @Override
    public void close() {
        List<TokenAccount> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            used.values().forEach(entry -> all.add(entry.account));
            used.clear();
            all.addAll(idle.clear());
        }
        all.forEach(opener::close);
    }

    /** One that rested with other settings is not used again: nobody is there any more whom they belong to. */
    private synchronized @Nullable TokenAccount removeOutdated(TokenSettings settings) {
        TokenKey key = settings.key();
        TokenAccount rested = idle.find(key);
        return rested == null || rested.settings().overruled(settings).isEmpty() ? null : idle.remove(key);
    }

    private synchronized TokenAccount use(TokenSettings settings) {
        if (closed) {
            throw new IllegalStateException("The component is stopped. Start it before its endpoints.");
        }
        TokenKey key = settings.key();
        Used found = used.get(key);
        if (found == null) {
            TokenAccount rested = idle.remove(key);
            found = new Used(rested != null ? rested : opener.open(settings));
            used.put(key, found);
            found.account.inUse(true);
        }
        found.users++;
        return found.account;
    }

    private void warnOfOverruled(TokenAccount account, TokenSettings settings) {
        List<String> overruled = account.settings().overruled(settings);
        if (!overruled.isEmpty() && (replacesOutdated || account.tellsThatItOverrules())) {
            LOG.warn(
                    "Endpoints with the same token for {} '{}' differ in {}; those of the first one are used. Give them the"
                            + " same values, best on the component.",
                    settings.client().target().terms().owner(),
                    settings.client().target().realm(),
                    overruled);
        }
    }

    /** An account and how many producers use it. */
    private static final class Used {

        private final TokenAccount account;
        private int users;

        Used(TokenAccount account) {
            this.account = account;
        }
    }
}
