package io.github.cameladhese.auth.micrometer;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** The tags of an account's meters: its own name for so many accounts at a time, one name for all others. Thread-safe. */
final class AccountTags {

    private static final String OTHER = "other";

    private final Map<TokenAccountId, String> names = new HashMap<>();
    private String context = "";
    private int most = 100;

    synchronized Tags of(TokenAccountId account) {
        String name = names.get(account);
        if (name == null) {
            name = OTHER;
            if (names.size() < most) {
                name = account.name();
                names.put(account, name);
            }
        }
        return Tags.of("camelContext", context, "component", account.component(), "account", name);
    }

    /** Whether the account had a name of its own, which is another one's to take from now on. */
    synchronized boolean free(TokenAccountId account) {
        return names.remove(account) != null;
    }

    synchronized void context(String name) {
        context = name;
    }

    synchronized int most() {
        return most;
    }

    synchronized void most(int accounts) {
        most = accounts;
    }
}
