package io.github.cameladhese.auth.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link TokenStore} promises. A store's own test extends it, and adds only how the store is built. */
public abstract class TokenStoreContract {

    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final byte[] ONE = "one".getBytes(UTF_8);
    private static final byte[] OTHER = "other".getBytes(UTF_8);

    /** The store, which is empty at the beginning of each test. */
    protected abstract TokenStore store();

    /** Time passes for the store. */
    protected abstract void advance(Duration time);

    @Test
    void whatWasNeverPutIsAbsent() {
        assertThat(store().get(KEY)).isEmpty();
        assertThat(store().remove(KEY, ONE)).isFalse();
    }

    @Test
    void aValueIsThereUntilItsLifetimeIsOver() {
        store().put(KEY, ONE, ofSeconds(301));
        advance(ofSeconds(301).minusMillis(1));
        assertThat(store().get(KEY)).hasValue(ONE);
        advance(ofMillis(1));
        assertThat(store().get(KEY)).isEmpty();
        assertThat(store().remove(KEY, ONE)).isFalse();
    }

    @Test
    void aLaterValueReplacesAnEarlierOneAndItsLifetime() {
        store().put(KEY, ONE, ofSeconds(10));
        store().put(KEY, OTHER, ofSeconds(60));
        advance(ofSeconds(59));
        assertThat(store().get(KEY)).hasValue(OTHER);
    }

    @Test
    void keysAreApart() {
        store().put(KEY, ONE, ofMinutes(5));
        store().put(KEY + ".lease", OTHER, ofMinutes(5));
        assertThat(store().get(KEY)).hasValue(ONE);
        assertThat(store().remove(KEY + ".lease", OTHER)).isTrue();
        assertThat(store().get(KEY)).hasValue(ONE);
    }

    @Test
    void anyBytesComeBackAsTheyWerePut() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        store().put(KEY, all, ofMinutes(5));
        assertThat(store().get(KEY)).hasValue(all);
        byte[] large = new byte[128 * 1024];
        store().put(KEY, large, ofMinutes(5));
        assertThat(store().get(KEY)).hasValue(large);
        store().put(KEY, new byte[0], ofMinutes(5));
        assertThat(store().get(KEY)).hasValue(new byte[0]);
    }

    @Test
    void onlyTheValueThatIsThereIsRemoved() {
        store().put(KEY, ONE, ofMinutes(5));
        assertThat(store().remove(KEY, OTHER)).isFalse();
        assertThat(store().get(KEY)).hasValue(ONE);
        assertThat(store().remove(KEY, ONE.clone())).isTrue();
        assertThat(store().get(KEY)).isEmpty();
        assertThat(store().remove(KEY, ONE)).isFalse();
    }

    @Test
    void aLeaseIsGivenOnceUntilItIsOver() {
        assertThat(store().putIfAbsent(KEY, ONE, ofSeconds(2))).isTrue();
        assertThat(store().putIfAbsent(KEY, ONE, ofSeconds(2))).isFalse();
        advance(ofSeconds(2).minusMillis(1));
        assertThat(store().putIfAbsent(KEY, OTHER, ofSeconds(2))).isFalse();
        assertThat(store().get(KEY)).hasValue(ONE);
        advance(ofMillis(1));
        assertThat(store().putIfAbsent(KEY, OTHER, ofSeconds(2))).isTrue();
        assertThat(store().get(KEY)).hasValue(OTHER);
    }

    @Test
    void aLeaseThatWasGivenBackIsFree() {
        assertThat(store().putIfAbsent(KEY, ONE, ofMinutes(5))).isTrue();
        assertThat(store().remove(KEY, ONE)).isTrue();
        assertThat(store().putIfAbsent(KEY, OTHER, ofMinutes(5))).isTrue();
    }

    @Test
    void whatTheCallerDoesWithItsArraysLaterChangesNothing() {
        byte[] mine = ONE.clone();
        store().put(KEY, mine, ofMinutes(5));
        mine[0]++;
        store().get(KEY).orElseThrow()[1]++;
        assertThat(store().get(KEY)).hasValue(ONE);
    }

    @Test
    void ofManyWhoWantALeaseAtOnceOneGetsIt() throws Exception {
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 20; round++) {
                String key = KEY + round;
                CountDownLatch all = new CountDownLatch(many);
                List<Future<Boolean>> outcomes = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    byte[] mine = {(byte) i};
                    outcomes.add(threads.submit(() -> {
                        all.countDown();
                        all.await();
                        return store().putIfAbsent(key, mine, ofMinutes(5));
                    }));
                }
                int given = 0;
                for (Future<Boolean> outcome : outcomes) {
                    given += outcome.get() ? 1 : 0;
                }
                assertThat(given).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
