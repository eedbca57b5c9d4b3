package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.Optional;

/**
 * What the processes of a fleet share, so that they need one token together: a small map with two steps that are atomic. It
 * need not keep a secret, nor be right: values are sealed before they come here, keys are fingerprints, and a store that loses
 * entries, brings old ones back or makes them up costs token requests and a wait of some seconds.
 *
 * <p>There are tokens, and leases to fetch the next: small, written anew every half second while a fetch takes longer than that,
 * and of no use after a few seconds. A lease's key ends in {@link #LEASE}, for stores that keep them apart.
 *
 * <p>Methods may block, and are called in threads that are kept for it. They may throw whatever they like; no exchange fails for
 * it. Implementations are thread-safe, and keep no reference to an array that they are given or give.
 */
public interface TokenStore {

    /** What the key of a lease ends in. */
    String LEASE = ".lease";

    /**
     * The value that was last put under the key, unless it was removed. One whose lifetime is over may be there or not: nobody
     * relies on either, since the clocks of stores differ.
     *
     * @param key up to 100 visible ASCII characters
     */
    Optional<byte[]> get(String key);

    /**
     * Puts a value in place of any other.
     *
     * @param value some kilobytes, 128 KiB at most
     * @param lifetime after which nobody needs the entry any more, from a millisecond to a day: a store should let it go some time
     *     after that, or it fills up
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
     * Puts a value in place of one that equals the expected, byte by byte and in one step: of all who expect the same, one
     * succeeds.
     *
     * @param lifetime from now on, as for {@link #put}
     * @return whether it was put
     */
    boolean replace(String key, byte[] expected, byte[] value, Duration lifetime);

    /**
     * Removes the entry if its value equals the given one, byte by byte and in one step, so that nobody removes what somebody
     * else has put in its place.
     *
     * @return whether it was removed
     */
    boolean remove(String key, byte[] value);
}
