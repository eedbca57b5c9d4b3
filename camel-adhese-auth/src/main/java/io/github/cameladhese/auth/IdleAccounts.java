package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that no producer uses, as long as there is room for them. Those that were used most recently stay. Not thread-safe.
 */
final class IdleAccounts {

    private final int most;
    private final int mostConnections;
    private final Map<TokenKey, TokenAccount> accounts = new LinkedHashMap<>();

    /** How many of the accounts share each of the connections; the connections that were used most recently are last. */
    private final Map<ConnectionSettings, Integer> connections = new LinkedHashMap<>();

    /**
     * @param most how many accounts are kept
     * @param mostConnections how many different connections they may have among them, each with a thread
     */
    IdleAccounts(int most, int mostConnections) {
        this.most = most;
        this.mostConnections = mostConnections;
    }

    /** Keeps this one, and gives those for which there is no room any more. */
    List<TokenAccount> add(TokenKey key, TokenAccount account) {
        ConnectionSettings connection = account.settings().connection();
        Integer sharing = connections.remove(connection); // to put it last
        connections.put(connection, sharing == null ? 1 : sharing + 1);
        accounts.put(key, account);

        List<TokenAccount> evicted = new ArrayList<>();
        while (accounts.size() > most) {
            TokenKey eldest = accounts.keySet().iterator().next();
            evicted.add(accounts.get(eldest));
            remove(eldest);
        }
        while (connections.size() > mostConnections) {
            ConnectionSettings eldest = connections.keySet().iterator().next();
            evicted.addAll(removeAllWith(eldest));
        }
        return evicted;
    }

    @Nullable
    TokenAccount remove(TokenKey key) {
        TokenAccount account = accounts.remove(key);
        if (account != null) {
            forgetConnectionOf(account);
        }
        return account;
    }

    @Nullable
    TokenAccount find(TokenKey key) {
        return accounts.get(key);
    }

    /** Forgets those, and gives them. */
    List<TokenAccount> removeIf(Predicate<TokenAccount> those) {
        List<TokenKey> keys = accounts.entrySet().stream()
                .filter(entry -> those.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return keys.stream().map(this::remove).toList();
    }

    /** Forgets all, and gives them. */
    Collection<TokenAccount> clear() {
        List<TokenAccount> all = new ArrayList<>(accounts.values());
        accounts.clear();
        connections.clear();
        return all;
    }

    Collection<TokenAccount> all() {
        return List.copyOf(accounts.values());
    }

    int size() {
        return accounts.size();
    }

    private List<TokenAccount> removeAllWith(ConnectionSettings connection) {
        List<TokenAccount> those = accounts.values().stream()
                .filter(account -> account.settings().connection().equals(connection))
                .toList();
        accounts.values().removeAll(those);
        connections.remove(connection);
        return those;
    }

    private void forgetConnectionOf(TokenAccount account) {
        connections.computeIfPresent(
                account.settings().connection(), (connection, sharing) -> sharing == 1 ? null : sharing - 1);
    }
}
