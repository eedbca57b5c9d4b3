package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.Optional;

/** A store that works, but for what a test overrides. */
class BrokenStore implements TokenStore {

    private final TokenStore working;

    BrokenStore(TokenStore working) {
        this.working = working;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return working.get(key);
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
        working.put(key, value, lifetime);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        return working.putIfAbsent(key, value, lifetime);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
        return working.replace(key, expected, value, lifetime);
    }

    @Override
    public boolean remove(String key, byte[] value) {
        return working.remove(key, value);
    }
}
