package io.github.cameladhese.auth.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.TokenStore;
import org.junit.jupiter.api.Test;

/** This one ends its entries to the millisecond, which no test of an engine may rely on. */
class InMemoryTokenStoreTest extends TokenStoreContract {

    private static final byte[] ONE = {1};
    private static final byte[] OTHER = {2};

    private final FakeClock clock = new FakeClock();
    private final TokenStore store = new InMemoryTokenStore(clock);

    @Override
    protected TokenStore store() {
        return store;
    }

    @Test
    void aValueIsThereUntilItsLifetimeIsOver() {
        store.put("key", ONE, ofSeconds(301));
        clock.advance(ofSeconds(301).minusMillis(1));
        assertThat(store.get("key")).hasValue(ONE);
        clock.advance(ofMillis(1));
        assertThat(store.get("key")).isEmpty();
        assertThat(store.remove("key", ONE)).isFalse();
        assertThat(store.replace("key", ONE, OTHER, ofMinutes(5))).isFalse();
    }

    @Test
    void aLaterValueReplacesAnEarlierOneAndItsLifetime() {
        store.put("key", ONE, ofSeconds(10));
        store.put("key", OTHER, ofSeconds(60));
        clock.advance(ofSeconds(59));
        assertThat(store.get("key")).hasValue(OTHER);
        assertThat(store.replace("key", OTHER, ONE, ofSeconds(60))).isTrue();
        clock.advance(ofSeconds(59));
        assertThat(store.get("key")).hasValue(ONE);
    }

    @Test
    void aLeaseIsGivenOnceUntilItIsOver() {
        assertThat(store.putIfAbsent("key", ONE, ofSeconds(2))).isTrue();
        clock.advance(ofSeconds(2).minusMillis(1));
        assertThat(store.putIfAbsent("key", OTHER, ofSeconds(2))).isFalse();
        clock.advance(ofMillis(1));
        assertThat(store.putIfAbsent("key", OTHER, ofSeconds(2))).isTrue();
        assertThat(store.get("key")).hasValue(OTHER);
    }
}
