package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;

/** Can be read, and takes leases, but no token. */
class FullStore extends BrokenStore {

    private int refused;

    FullStore(TokenStore working) {
        super(working);
    }

    /** How many tokens it did not take, since the last time that this was asked. */
    int refused() {
        int sum = refused;
        refused = 0;
        return sum;
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
        refuse(key);
        super.put(key, value, lifetime);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
        refuse(key);
        return super.putIfAbsent(key, value, lifetime);
    }

    @Override
    public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
        refuse(key);
        return super.replace(key, expected, value, lifetime);
    }

    private void refuse(String key) {
        if (!key.endsWith(LEASE)) {
            refused++;
            throw new IllegalStateException("MARKER: full");
        }
    }
}
