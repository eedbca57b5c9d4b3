package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.Grant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The authorization codes that were sent to a token endpoint, by their fingerprints, so that none is sent twice. Those that
 * were sent longest ago are forgotten when there are too many: a code lives for ten minutes at most as RFC 6749 §4.1.2
 * recommends, so the server refuses them by then. Thread-safe.
 */
public final class SentCodes {

    private final int most;
    private final Set<String> codes = new LinkedHashSet<>();

    /** @param most how many are remembered, some 200 bytes each */
    public SentCodes(int most) {
        this.most = most;
    }

    /** Whether it was not among them; from now on it is. */
    synchronized boolean add(Grant code) {
        if (!codes.add(fingerprint(code))) {
            return false;
        }
        if (codes.size() > most) {
            Iterator<String> eldest = codes.iterator();
            eldest.next();
            eldest.remove();
        }
        return true;
    }

    synchronized void remove(Grant code) {
        codes.remove(fingerprint(code));
    }

    /** Of the code alone: with another redirect URI or client it is the same code. */
    private static String fingerprint(Grant code) {
        return code.secrets().iterator().next().fingerprint();
    }

    @Override
    public String toString() {
        return "SentCodes[hidden]";
    }
}
