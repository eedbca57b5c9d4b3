package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of one component, one for each key. Those in use stay; of the others, the most recently used are kept, since a
 * dynamic route may come back to them. Thread-safe; asked when producers start and stop, not for each exchange.
 */
final class TokenAccounts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenAccounts.class);

    private final Function<TokenSettings, TokenAccount> opener;
    private final int mostIdle;
    private final Map<TokenKey, Used> used = new HashMap<>();
    private final Map<TokenKey, TokenAccount> idle = new LinkedHashMap<>();
    private boolean closed;

    /** @param mostIdle how many accounts are kept that no producer uses */
    TokenAccounts(Function<TokenSettings, TokenAccount> opener, int mostIdle) {
        this.opener = opener;
        this.mostIdle = mostIdle;
    }

    /** The account for these settings; to be given back by {@link #release}. */
    synchronized TokenAccount acquire(TokenSettings settings) {
        if (closed) {
            throw new IllegalStateException("The adhese-auth component is stopped. Start it before its endpoints.");
        }
        TokenKey key = settings.key();
        Used found = used.get(key);
        if (found == null) {
            found = new Used(restedOrNew(key, settings));
            used.put(key, found);
        }
        found.users++;
        warnOfOverruled(found.account, settings);
        return found.account;
    }

    synchronized void release(TokenAccount account) {
        TokenKey key = account.settings().key();
        Used found = used.get(key);
        if (found == null || found.account != account || --found.users > 0) {
            return;
        }
        used.remove(key);
        idle.put(key, account);
        Iterator<TokenAccount> eldestFirst = idle.values().iterator();
        while (idle.size() > mostIdle) {
            TokenAccount eldest = eldestFirst.next();
            eldestFirst.remove();
            eldest.close();
        }
    }

    /** The account of this key, if there is one. */
    synchronized Optional<TokenAccount> find(TokenKey key) {
        Used found = used.get(key);
        return found != null ? Optional.of(found.account) : Optional.ofNullable(idle.get(key));
    }

    @Override
    public void close() {
        List<TokenAccount> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            used.values().forEach(entry -> all.add(entry.account));
            all.addAll(idle.values());
            used.clear();
            idle.clear();
        }
        all.forEach(TokenAccount::close); // outside the lock, since it wakes those who wait
    }

    /** One that rested with other settings is not used again: nobody is there any more whom they belong to. */
    private TokenAccount restedOrNew(TokenKey key, TokenSettings settings) {
        TokenAccount rested = idle.remove(key);
        if (rested != null && rested.overruled(settings).isEmpty()) {
            return rested;
        }
        if (rested != null) {
            rested.close();
        }
        return opener.apply(settings);
    }

    private static void warnOfOverruled(TokenAccount account, TokenSettings settings) {
        List<String> overruled = account.overruled(settings);
        if (!overruled.isEmpty()) {
            LOG.warn(
                    "Endpoints with the same token for realm '{}' differ in {}; those of the first one are used. Give them the"
                            + " same values, best on the component.",
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
