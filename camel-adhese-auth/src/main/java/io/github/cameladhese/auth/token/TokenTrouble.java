package io.github.cameladhese.auth.token;

import java.time.Instant;
import java.util.Optional;

/**
 * Fetches that ended without a token, one after the other. All times are by the wall clock.
 *
 * @param lastFailure that of the last of them; its message shows no secret
 * @param since when the first of them failed
 * @param lastAt when the last of them failed
 * @param failures how many there were, 1 or more
 * @param nextAttempt before when nothing is sent, empty if no attempt follows; it may lie in the past if nobody needs a token
 * @param recoveredAt when a token came after all, empty as long as none did
 */
public record TokenTrouble(
        TokenException lastFailure,
        Instant since,
        Instant lastAt,
        long failures,
        Optional<Instant> nextAttempt,
        Optional<Instant> recoveredAt) {

    /** Whether a token came after all. */
    public boolean isOver() {
        return recoveredAt.isPresent();
    }

    /** One more after those before, if they are not over. */
    static TokenTrouble after(
            Optional<TokenTrouble> before, TokenException failure, Instant now, Optional<Instant> nextAttempt) {
        Optional<TokenTrouble> same = before.filter(trouble -> !trouble.isOver());
        return new TokenTrouble(
                failure,
                same.map(TokenTrouble::since).orElse(now),
                now,
                same.map(TokenTrouble::failures).orElse(0L) + 1,
                nextAttempt,
                Optional.empty());
    }

    TokenTrouble recovered(Instant now) {
        return isOver()
                ? this
                : new TokenTrouble(lastFailure, since, lastAt, failures, Optional.empty(), Optional.of(now));
    }
}
