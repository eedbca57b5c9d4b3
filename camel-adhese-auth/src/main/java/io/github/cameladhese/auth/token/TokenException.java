package io.github.cameladhese.auth.token;

import java.net.URI;
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
 * </ul>
 */
public abstract sealed class TokenException extends RuntimeException
        permits CredentialsRejectedException,
                PermissionMissingException,
                TokenEndpointUnavailableException,
                UnusableAnswerException {

    private static final long serialVersionUID = 1L;

    private final TokenFailure failure;

    TokenException(TokenFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

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

    /** The realm whose token was asked for. */
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

    abstract TokenException copy(TokenFailure sameFailure, String sameMessage);

    /** What really happened, out of the wrappings of {@code java.util.concurrent}. */
    public static Throwable unwrap(Throwable failure) {
        Throwable seen = failure;
        while ((seen instanceof CompletionException || seen instanceof ExecutionException) && seen.getCause() != null) {
            seen = seen.getCause();
        }
        return seen;
    }
}
