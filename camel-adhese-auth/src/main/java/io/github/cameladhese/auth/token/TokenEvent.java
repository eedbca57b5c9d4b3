package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/** Something that happened to the token of an account. None of them shows a token or a secret. Immutable. A later
 * version may bring further kinds. */
public sealed interface TokenEvent {

    /** Whose token it is about. */
    TokenAccountId account();

    /**
     * A request to the token endpoint is over, or could not be made. A fetch that exchanges wait for may make several.
     *
     * @param took from before it was sent until its answer was read
     * @param failure why it brought no token, empty if it did
     */
    record Requested(TokenAccountId account, Duration took, Optional<TokenFailureKind> failure) implements TokenEvent {}

    /**
     * A token came and is handed out from now on.
     *
     * @param scopes what it was granted
     * @param lifetime counted from before it was asked for
     * @param expiresAt when it is over, by the wall clock
     */
    record Fetched(TokenAccountId account, SortedSet<String> scopes, Duration lifetime, Instant expiresAt)
            implements TokenEvent {}

    /**
     * A fetch ended without a token, after all its attempts.
     *
     * @param trouble this failure, and those just before it
     * @param usableUntil until when the token from before is still handed out, empty if there is none: exchanges fail
     */
    record Failed(TokenAccountId account, TokenTrouble trouble, Optional<Instant> usableUntil) implements TokenEvent {}

    /**
     * A token came after fetches that failed; told after {@link Fetched}.
     *
     * @param trouble what is over now
     */
    record Recovered(TokenAccountId account, TokenTrouble trouble) implements TokenEvent {}

    /**
     * An API rejected the current token; told once for each token.
     *
     * @param expiresAt when the token would have been over, by the wall clock
     */
    record Rejected(TokenAccountId account, Instant expiresAt) implements TokenEvent {}

    /**
     * An exchange had to wait for a token.
     *
     * @param waited until it had the token, or a failure
     */
    record Waited(TokenAccountId account, Duration waited) implements TokenEvent {}
}
