package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * What can be told about a cached token without showing it. A snapshot; it counts from when the token was first asked for. Times
 * are by the wall clock.
 *
 * @param at when the snapshot was taken
 * @param phase where the token is in its life
 * @param requests token requests made so far, those included that did not reach the server
 * @param issued tokens received so far
 * @param failures fetches that ended without a token so far
 * @param rejections how many of the tokens an API rejected
 * @param expiresAt when the held token is over, empty if none is held; it may lie in the past
 * @param refreshAt when the next token is fetched if this one is in use, empty if none is held or none can follow; it may lie in
 *     the past
 * @param scopes what the held token was granted, empty if none is held
 * @param trouble the last fetches that failed in a row, empty if none ever did
 */
public record TokenStatus(
        Instant at,
        TokenPhase phase,
        long requests,
        long issued,
        long failures,
        long rejections,
        Optional<Instant> expiresAt,
        Optional<Instant> refreshAt,
        SortedSet<String> scopes,
        Optional<TokenTrouble> trouble) {

    /** The status of an account for which nobody has asked for a token yet. */
    public static TokenStatus unused() {
        return new TokenStatus(
                Instant.now(),
                TokenPhase.EXPIRED,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Collections.emptySortedSet(),
                Optional.empty());
    }

    /** Whether an exchange that asks now gets a token at once. */
    public boolean isUsable() {
        return phase == TokenPhase.FRESH || phase == TokenPhase.DUE || phase == TokenPhase.LAST_GASP;
    }

    /** How long the held token still lives, in whole seconds; negative once it is over, empty if none is held. */
    public OptionalLong secondsToExpiry() {
        return secondsTo(expiresAt);
    }

    /** How long until the next token is fetched, in whole seconds; negative once that is due, empty if it never is. */
    public OptionalLong secondsToRefresh() {
        return secondsTo(refreshAt);
    }

    private OptionalLong secondsTo(Optional<Instant> end) {
        return end.map(instant -> OptionalLong.of(Duration.between(at, instant).toSeconds()))
                .orElseGet(OptionalLong::empty);
    }

    /** The failures that no token has followed yet. */
    public Optional<TokenTrouble> ongoingTrouble() {
        return trouble.filter(last -> !last.isOver());
    }
}
