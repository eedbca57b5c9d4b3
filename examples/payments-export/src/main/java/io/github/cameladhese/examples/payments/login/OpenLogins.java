package io.github.cameladhese.examples.payments.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logins that were begun here and have not come back yet, each by its {@code state}: random, good for one callback of the
 * browser that began it (RFC 6749 §10.12). Without it, anyone could have a browser bring back the code of somebody else's
 * login. Thread-safe.
 */
final class OpenLogins {

    /** How long a user has to log in. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Of those who never come back, too; the oldest go first. */
    static final int MOST = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Map<String, Instant> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    OpenLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** A new state, for the browser to keep and for the authorization server to send back. */
    synchronized String begin() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(state, clock.instant().plus(LONGEST));
        return state;
    }

    /**
     * Whether this callback belongs to a login of this browser; from now on it does not.
     *
     * @param state of the callback, which anyone may have made up
     * @param kept what the browser kept
     */
    synchronized boolean finish(@Nullable String state, @Nullable String kept) {
        if (state == null || kept == null || !MessageDigest.isEqual(bytes(state), bytes(kept))) {
            return false; // and the login goes on, if it is another browser's
        }
        Instant end = open.remove(state);
        return end != null && clock.instant().isBefore(end);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
