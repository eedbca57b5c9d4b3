package io.github.cameladhese.auth.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.TokenStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** What every {@link TokenStore} promises. A store's own test extends it, and adds only how the store is built. */
public abstract class TokenStoreContract {

    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String LEASE = KEY + TokenStore.LEASE;
    private static final byte[] ONE = "one".getBytes(UTF_8);
    private static final byte[] OTHER = "other".getBytes(UTF_8);

    /** The store, which is empty at the beginning of each test. */
    protected abstract TokenStore store();

    /**
     * What another process would use that shares the entries with {@link #store()}: another node or connection, if the store is for
     * more than one process.
     */
    protected TokenStore other() {
        return store();
    }

    @Test
    void whatWasNeverPutIsAbsent() {
        assertThat(store().get(KEY)).isEmpty();
        assertThat(store().remove(KEY, ONE)).isFalse();
    }

    @Test
    void aLaterValueReplacesAnEarlierOne() {
        store().put(KEY, ONE, ofSeconds(10));
        assertThat(store().get(KEY)).hasValue(ONE);
        store().put(KEY, OTHER, ofSeconds(60));
        assertThat(store().get(KEY)).hasValue(OTHER);
    }

    @Test
    void keysAreApart() {
        store().put(KEY, ONE, ofMinutes(5));
        store().put(KEY + TokenStore.LEASE, OTHER, ofMinutes(5));
        assertThat(store().get(KEY)).hasValue(ONE);
        assertThat(store().remove(KEY + TokenStore.LEASE, OTHER)).isTrue();
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
    void aLeaseIsGivenOnce() {
        assertThat(store().putIfAbsent(LEASE, ONE, ofSeconds(5))).isTrue();
        assertThat(store().putIfAbsent(LEASE, ONE, ofSeconds(5))).isFalse();
        assertThat(store().putIfAbsent(LEASE, OTHER, ofSeconds(5))).isFalse();
        assertThat(store().get(LEASE)).hasValue(ONE);
    }

    @Test
    void onlyTheValueThatIsThereIsReplaced() {
        assertThat(store().replace(LEASE, ONE, OTHER, ofSeconds(5))).isFalse();
        assertThat(store().get(LEASE)).isEmpty();
        store().putIfAbsent(LEASE, ONE, ofSeconds(5));
        assertThat(store().replace(LEASE, OTHER, OTHER, ofSeconds(5))).isFalse();
        assertThat(store().get(LEASE)).hasValue(ONE);
        assertThat(store().replace(LEASE, ONE.clone(), OTHER, ofSeconds(5))).isTrue();
        assertThat(store().replace(LEASE, ONE, OTHER, ofSeconds(5))).isFalse();
        assertThat(store().get(LEASE)).hasValue(OTHER);
        assertThat(store().remove(LEASE, OTHER)).isTrue();
    }

    @Test
    void aLeaseThatWasGivenBackIsFree() {
        assertThat(store().putIfAbsent(LEASE, ONE, ofSeconds(5))).isTrue();
        assertThat(store().remove(LEASE, ONE)).isTrue();
        assertThat(store().putIfAbsent(LEASE, OTHER, ofSeconds(5))).isTrue();
    }

    @Test
    void whatTheCallerDoesWithItsArraysLaterChangesNothing() {
        byte[] mine = ONE.clone();
        store().put(KEY, mine, ofMinutes(5));
        mine[0]++;
        store().get(KEY).orElseThrow()[1]++;
        assertThat(store().get(KEY)).hasValue(ONE);

        byte[] lease = ONE.clone();
        store().putIfAbsent(LEASE, lease, ofSeconds(5));
        lease[0]++;
        assertThat(store().get(LEASE)).hasValue(ONE);
        byte[] next = OTHER.clone();
        assertThat(store().replace(LEASE, ONE.clone(), next, ofSeconds(5))).isTrue();
        next[0]++;
        assertThat(store().get(LEASE)).hasValue(OTHER);
    }

    @Test
    void anotherProcessSeesTheSame() {
        store().put(KEY, ONE, ofMinutes(5));
        assertThat(other().get(KEY)).hasValue(ONE);
        assertThat(other().putIfAbsent(LEASE, ONE, ofSeconds(5))).isTrue();
        assertThat(store().putIfAbsent(LEASE, OTHER, ofSeconds(5))).isFalse();
        assertThat(store().replace(LEASE, ONE, OTHER, ofSeconds(5))).isTrue();
        assertThat(other().remove(LEASE, ONE)).isFalse();
        assertThat(other().remove(LEASE, OTHER)).isTrue();
        assertThat(store().get(LEASE)).isEmpty();
    }

    @Test
    void ofManyWhoWantALeaseAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = round + LEASE;
            assertThat(successesAtOnce((store, mine) -> store.putIfAbsent(key, mine, ofSeconds(5))))
                    .isEqualTo(1);
        }
    }

    @Test
    void ofManyWhoTakeALeaseOverAtOnceOneDoes() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = round + LEASE;
            store().put(key, ONE, ofSeconds(5));
            assertThat(successesAtOnce((store, mine) -> store.replace(key, ONE, mine, ofSeconds(5))))
                    .isEqualTo(1);
        }
    }

    @Test
    void ofManyWhoRemoveOrReplaceAtOnceOneDoes() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = round + LEASE;
            store().put(key, ONE, ofSeconds(5));
            assertThat(successesAtOnce((store, mine) ->
                            mine[1] % 4 < 2 ? store.remove(key, ONE) : store.replace(key, ONE, mine, ofSeconds(5))))
                    .isEqualTo(1);
        }
    }

    /** @param attempt with a value that each has alone; half of them as another process */
    private int successesAtOnce(BiPredicate<TokenStore, byte[]> attempt) throws Exception {
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            CountDownLatch all = new CountDownLatch(many);
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                byte[] mine = {'m', (byte) i};
                TokenStore store = i % 2 == 0 ? store() : other();
                outcomes.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return attempt.test(store, mine);
                }));
            }
            int successes = 0;
            for (Future<Boolean> outcome : outcomes) {
                successes += outcome.get() ? 1 : 0;
            }
            return successes;
        } finally {
            threads.shutdownNow();
        }
    }
}
