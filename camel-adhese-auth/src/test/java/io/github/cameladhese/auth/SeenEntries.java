package io.github.cameladhese.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that remembers all that was ever given to it: what somebody sees who has stolen it. */
final class SeenEntries implements TokenStore {

    private final InMemoryTokenStore store;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    SeenEntries(InstantSource clock) {
        store = new InMemoryTokenStore(clock);
    }

    List<String> seen() {
        return seen;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return store.get(key);
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
        see("put", key, value);
        store.put(key, value, lifetime);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        see("putIfAbsent", key, value);
        return store.putIfAbsent(key, value, lifetime);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
        see("replace", key, value);
        return store.replace(key, expected, value, lifetime);
    }

    @Override
    public boolean remove(String key, byte[] value) {
        return store.remove(key, value);
    }

    private void see(String operation, String key, byte[] value) {
        seen.add(operation + " " + key + " " + new String(value, ISO_8859_1));
    }
}
