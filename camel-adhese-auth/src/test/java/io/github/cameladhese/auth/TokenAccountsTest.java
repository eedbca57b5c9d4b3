package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenAccountsTest {

    private final FakeClock clock = new FakeClock();
    private final TokenAccounts accounts =
            new TokenAccounts(settings -> TokenAccount.open(settings, null, clock, clock), 2);

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

        assertThat(accounts.acquire(settings("a", Duration.ofSeconds(1)))).isNotSameAs(before);
        assertThat(before.source().token()).isCompletedExceptionally();
    }

    private static TokenSettings settings(String realm) {
        return settings(realm, Duration.ofSeconds(10));
    }

    private static TokenSettings settings(String realm, Duration requestTimeout) {
        AdheseAuthConfiguration options = new AdheseAuthConfiguration();
        options.setRealm(realm);
        options.setClientId("id");
        options.setClientSecret("secret");
        options.setRequestTimeout(requestTimeout);
        return new SettingsReader(options).read();
    }
}
