package io.github.cameladhese.auth.token;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What can be told about a cached token without showing it. A snapshot; it counts from when the token was first asked for.
 *
 * @param phase where the token is in its life
 * @param requests token requests made so far, those included that did not reach the server
 * @param issued tokens received so far
 * @param failures fetches that ended without a token so far
 * @param expiresAt when the held token is over, empty if none is held; it may lie in the past
 * @param scopes what the held token was granted, empty if none is held
 */
public record TokenStatus(
        TokenPhase phase,
        long requests,
        long issued,
        long failures,
        Optional<Instant> expiresAt,
        SortedSet<String> scopes) {

    /** The status of an account for which nobody has asked for a token yet. */
    public static TokenStatus unused() {
        return new TokenStatus(TokenPhase.EXPIRED, 0, 0, 0, Optional.empty(), new TreeSet<>());
    }
}
