package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store within one process, for tests: sources that share it are as processes that share one. Thread-safe. */
public final class InMemoryTokenStore implements TokenStore {

    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();

    /** @param clock by which entries end */
    public InMemoryTokenStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<byte[]> get(String key) {
        return live(key).map(entry -> entry.value.clone());
    }

    @Override
    public synchronized void put(String key, byte[] value, Duration lifetime) {
        entries.put(key, new Entry(value.clone(), clock.instant().plus(lifetime)));
    }

    @Override
    public synchronized boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        if (live(key).isPresent()) {
            return false;
        }
        put(key, value, lifetime);
        return true;
    }

    @Override
    public synchronized boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
        if (live(key).filter(entry -> Arrays.equals(entry.value, expected)).isEmpty()) {
            return false;
        }
        put(key, value, lifetime);
        return true;
    }

    @Override
    public synchronized boolean remove(String key, byte[] value) {
        if (live(key).filter(entry -> Arrays.equals(entry.value, value)).isEmpty()) {
            return false;
        }
        entries.remove(key);
        return true;
    }

    /** The keys of what is there, whether or not it is over. */
    public synchronized Set<String> keys() {
        return Set.copyOf(entries.keySet());
    }

    /** What is there, whether or not it is over. */
    public synchronized Collection<byte[]> values() {
        return entries.values().stream().map(entry -> entry.value.clone()).toList();
    }

    private Optional<Entry> live(String key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> clock.instant().isBefore(entry.endsAt));
    }

    private static final class Entry {

        private final byte[] value;
        private final Instant endsAt;

        Entry(byte[] value, Instant endsAt) {
            this.value = value;
            this.endsAt = endsAt;
        }
    }
}
