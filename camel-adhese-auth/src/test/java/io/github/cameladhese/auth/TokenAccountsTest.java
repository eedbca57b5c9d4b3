package io.github.cameladhese.auth;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.client.Grants;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.Timing;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenAccountsTest {

    private final FakeClock clock = new FakeClock();
    private final Timing timing = new Timing(clock, clock, clock, Runnable::run, () -> 0);
    private final TokenAccounts accounts = new TokenAccounts(
            settings -> AccountOpener.stack(
                    settings,
                    Grants.always(settings.client().request().grant()),
                    null,
                    new JsonObjects(),
                    timing,
                    new AccountWatch(Scheme.ADHESE, settings, TokenListeners.NONE),
                    null),
            new IdleAccounts(2, 1));

    @AfterEach
    void close() {
        accounts.close();
    }

    @Test
    void keepsThoseInUseAndABoundedNumberOfOthers() {
        List<TokenAccount> acquired = List.of("a", "b", "c").stream()
                .map(realm -> accounts.acquire(settings(realm)))
                .toList();
        assertThat(accounts.acquire(settings("a"))).isSameAs(acquired.get(0));
        acquired.forEach(accounts::release); // a is still used once

        accounts.release(accounts.acquire(settings("b")));
        accounts.release(accounts.acquire(settings("d")));
        assertThat(accounts.find(settings("a").key())).containsSame(acquired.get(0));
        assertThat(accounts.find(settings("b").key())).containsSame(acquired.get(1));
        assertThat(accounts.find(settings("c").key())).isEmpty();
        assertThat(acquired.get(2).source().token()).isCompletedExceptionally();
    }

    @Test
    void doesNotUseOneThatRestedAgainWithOtherSettings() {
        TokenAccount before = accounts.acquire(settings("a"));
        accounts.release(before);
        assertThat(accounts.acquire(settings("a"))).isSameAs(before);
        accounts.release(before);

        assertThat(accounts.acquire(settings("a", options -> options.setRequestTimeout(ofSeconds(1)))))
                .isNotSameAs(before);
        assertThat(before.source().token()).isCompletedExceptionally();
    }

    @Test
    void keepsABoundedNumberOfConnectionsForThoseThatNobodyUses() {
        TokenAccount ownConnections =
                accounts.acquire(settings("a", options -> options.setConnectTimeout(ofSeconds(1))));
        TokenAccount shared = accounts.acquire(settings("b"));
        accounts.release(ownConnections);
        accounts.release(shared); // of the connections, the most recently used stay
        assertThat(accounts.find(ownConnections.settings().key())).isEmpty();
        assertThat(accounts.find(shared.settings().key())).containsSame(shared);

        accounts.release(accounts.acquire(settings("c")));
        assertThat(accounts.find(shared.settings().key())).containsSame(shared);
        assertThat(accounts.size()).isEqualTo(2);
    }

    private static TokenSettings settings(String realm) {
        return settings(realm, options -> {});
    }

    private static TokenSettings settings(String realm, Consumer<AdheseAuthConfiguration> others) {
        AdheseAuthConfiguration options = new AdheseAuthConfiguration();
        options.setRealm(realm);
        options.setClientId("id");
        options.setClientSecret("secret");
        others.accept(options);
        return new SettingsReader(options).read();
    }
}
