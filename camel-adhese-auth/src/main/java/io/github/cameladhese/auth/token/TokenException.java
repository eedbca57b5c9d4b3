package io.github.cameladhese.auth.token;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * No token could be had. The message says what was tried, where, what came back, and what to do; what a route may want to
 * decide on is there as methods, so that nobody has to read the message. The kinds, for {@code onException}:
 *
 * <ul>
 *   <li>{@link CredentialsRejectedException}: the client id, its secret or what it may do has to be mended
 *   <li>{@link PermissionMissingException}: a scope or permission has to be granted or asked for
 *   <li>{@link TokenEndpointUnavailableException}: nobody answered, or asked to come back later
 *   <li>{@link UnusableAnswerException}: somebody answered, but not like a token endpoint
 *   <li>{@link TokenRejectedException}: there are tokens, but an API rejects each of them
 *   <li>{@link AuthorizationCodeSpentException}: the authorization code works no more, and a user has to log in again
 * </ul>
 */
public abstract sealed class TokenException extends RuntimeException
        permits AuthorizationCodeSpentException,
                CredentialsRejectedException,
                PermissionMissingException,
                TokenEndpointUnavailableException,
                TokenRejectedException,
                UnusableAnswerException {

    private static final long serialVersionUID = 1L;

    private final TokenFailure failure;

    TokenException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /** Which of the kinds it is. */
    public abstract TokenFailureKind kind();

    /** The HTTP status of the token endpoint's answer, empty if none came. */
    public OptionalInt status() {
        return failure.status() == TokenFailure.NO_STATUS ? OptionalInt.empty() : OptionalInt.of(failure.status());
    }

    /**
     * The OAuth 2.0 error code of the answer (RFC 6749 §5.2), such as {@code invalid_client}, or the text that the server
     * sends in its place, as Keycloak does for an unknown realm; empty if there was none. At most 201 characters.
     */
    public Optional<String> oauthError() {
        return Optional.ofNullable(failure.oauthError());
    }

    /** Whether the same request may succeed a little later, with nothing changed. */
    public boolean retryable() {
        return failure.retryable();
    }

    /**
     * How long to wait before the next attempt: what the server asked for ({@code Retry-After}, RFC 9110 §10.2.3), or what is
     * left of the pause after a failure, in which nothing is sent. Empty if neither is known.
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(failure.retryAfter());
    }

    /** The realm whose token was asked for, or the name that stands for it in an {@code adullam-auth:} address. */
    public String realm() {
        return failure.target().realm();
    }

    /** The token endpoint that was asked. */
    public URI tokenUrl() {
        return failure.target().tokenUrl();
    }

    /**
     * The same failure as an exception of the caller's own, with this one as its cause. Many share one failed fetch; each
     * throws one of these, so that the stack trace is its own.
     */
    public final TokenException forCaller() {
        return copy(failure, String.valueOf(getMessage()));
    }

    /** The same failure, told to someone who asks during the pause that follows it. */
    final TokenException during(Duration restOfPause) {
        if (failure.last()) { // nothing is gained by waiting
            return forCaller();
        }
        long seconds = Math.max(1, (restOfPause.toMillis() + 999) / 1000);
        return copy(failure.retryAfter(restOfPause), getMessage() + " The next attempt is made in " + seconds + " s.");
    }

    /**
     * The same failure, after which no further attempt is made.
     *
     * @param further what else there is to say about it
     */
    public final TokenException asLast(String further) {
        return copy(failure.asLast(), getMessage() + " " + further);
    }

    abstract TokenException copy(TokenFailure sameFailure, String sameMessage);

    /** Whether no further attempt is made, not even after a pause. */
    final boolean isLast() {
        return failure.last();
    }

    /** What really happened, out of the wrappings of {@code java.util.concurrent}. */
    public static Throwable unwrap(Throwable failure) {
        Throwable seen = failure;
        while ((seen instanceof CompletionException || seen instanceof ExecutionException) && seen.getCause() != null) {
            seen = seen.getCause();
        }
        return seen;
    }
}
