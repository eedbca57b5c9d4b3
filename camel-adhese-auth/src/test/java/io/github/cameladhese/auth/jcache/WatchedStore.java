package io.github.cameladhese.auth.jcache;

import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store that counts what has failed, or was so slow that it may have counted as failed. Thread-safe. */
final class WatchedStore implements TokenStore {

    /** An operation of up to three calls has a second. */
    private static final Duration SLOW = Duration.ofMillis(300);

    private final TokenStore store;
    private final AtomicInteger troubles = new AtomicInteger();

    WatchedStore(TokenStore store) {
        this.store = store;
    }

    /** Since the last time that this was asked. */
    int troubles() {
        return troubles.getAndSet(0);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return watched(() -> store.get(key));
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
        watched(() -> {
            store.put(key, value, lifetime);
            return true;
        });
    }

    @Override
    public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        return watched(() -> store.putIfAbsent(key, value, lifetime));
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
        return watched(() -> store.replace(key, expected, value, lifetime));
    }

    @Override
    public boolean remove(String key, byte[] value) {
        return watched(() -> store.remove(key, value));
    }

    private <T> T watched(Supplier<T> call) {
        long begun = System.nanoTime();
        boolean well = false;
        try {
            T result = call.get();
            well = System.nanoTime() - begun < SLOW.toNanos();
            return result;
        } finally {
            if (!well) {
                troubles.incrementAndGet();
            }
        }
    }
}
