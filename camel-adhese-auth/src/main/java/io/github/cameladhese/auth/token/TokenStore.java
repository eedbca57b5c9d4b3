package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.Optional;

/**
 * What the processes of a fleet share, so that they need one token together: a small map whose entries end by themselves.
 * It need not keep a secret, nor be right: values are sealed before they come here, keys are fingerprints, and a store that
 * loses entries, brings old ones back or makes them up costs a token request and nothing else.
 *
 * <p>Methods may block, and are called in threads that are kept for it. They may throw whatever they like; no exchange fails for
 * it. Implementations are thread-safe, and keep no reference to an array that they are given or give.
 */
public interface TokenStore {

    /**
     * The value that was last put under the key, unless its lifetime is over or it was removed.
     *
     * @param key up to 100 visible ASCII characters
     */
    Optional<byte[]> get(String key);

    /**
     * Puts a value in place of any other.
     *
     * @param value some kilobytes, {@code 128 KiB} at most
     * @param lifetime after which the entry is gone by itself, at least a millisecond and at most a day; a store may end it
     *     a little sooner or later
     */
    void put(String key, byte[] value, Duration lifetime);

    /**
     * Puts a value if there is none, in one step: of all who try at once, on whatever machine, one succeeds.
     *
     * @param lifetime as for {@link #put}
     * @return whether it was put
     */
    boolean putIfAbsent(String key, byte[] value, Duration lifetime);

    /**
     * Removes the entry if its value equals the given one, byte by byte and in one step, so that nobody removes what somebody
     * else has put in its place.
     *
     * @return whether it was removed
     */
    boolean remove(String key, byte[] value);
}
