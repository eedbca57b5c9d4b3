package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.HttpTransport;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Connections to token servers: those who ask for equal settings share them, and the last one to release them closes them, and
 * with them the thread that each JDK HTTP client has. Thread-safe.
 */
final class Connections {

    private final Function<ConnectionSettings, HttpTransport> opener;
    private final Map<ConnectionSettings, Shared> open = new HashMap<>();

    Connections(Function<ConnectionSettings, HttpTransport> opener) {
        this.opener = opener;
    }

    /** To be given back by {@link #release}. */
    synchronized HttpTransport acquire(ConnectionSettings settings) {
        Shared shared = open.get(settings);
        if (shared == null) {
            shared = new Shared(opener.apply(settings));
            open.put(settings, shared);
        }
        shared.users++;
        return shared.transport;
    }

    /** Once for each {@link #acquire}. */
    void release(ConnectionSettings settings) {
        HttpTransport unused;
        synchronized (this) {
            Shared shared = open.get(settings);
            if (shared == null || --shared.users > 0) {
                return;
            }
            open.remove(settings);
            unused = shared.transport;
        }
        unused.close(); // outside the lock, since it wakes those who wait
    }

    /** How many are open. */
    synchronized int size() {
        return open.size();
    }

    /** A transport and how many use it. */
    private static final class Shared {

        private final HttpTransport transport;
        private int users;

        Shared(HttpTransport transport) {
            this.transport = transport;
        }
    }
}
