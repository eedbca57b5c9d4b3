package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.OAuthError;
import io.github.cameladhese.auth.provider.TokenReply;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.PermissionMissingException;
import io.github.cameladhese.auth.token.TargetTerms;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what kind of failure an answer is: by its {@code error} member first, by its status second, since older Keycloaks
 * answer 400 where newer ones answer 401. An answer that asks to come back later is transient whatever its error says.
 */
final class TokenFailures {

    private final TokenTarget target;
    private final TargetTerms terms;
    private final Answer answer;
    private final ServerText text;
    private final Optional<Duration> retryAfter;

    /** @param clock now, as far as the answer names a date to come back at */
    TokenFailures(TokenTarget target, Answer answer, ServerText text, TokenClock clock) {
        this.target = target;
        this.terms = target.terms();
        this.answer = answer;
        this.text = text;
        this.retryAfter = answer.retryAfter().delay(clock);
    }

    /** The server refuses what a user has granted, and not the client. */
    TokenException refusedGrant(TokenReply.Refused refusal) {
        return new AuthorizationCodeSpentException(
                failure(text.shown(refusal.code()), false), target.noToken() + said(refusal), null);
    }

    /** The answer is a JSON object with an error. */
    TokenException refused(TokenReply.Refused refusal) {
        String code = text.shown(refusal.code());
        String came = said(refusal) + " ";
        String error = code.isEmpty() ? null : code;
        if (comeBackLater() || refusal.error() == OAuthError.TEMPORARY) {
            return unavailable(error, came);
        }
        return switch (refusal.error()) {
            case CREDENTIALS -> credentials(error, came);
            case SCOPE ->
                new PermissionMissingException(
                        failure(error, false),
                        target.noToken() + came + "Check scope: ask only for scopes that this client may have.",
                        null);
            case REQUEST ->
                unusable(
                        error,
                        false,
                        came + "Check that " + terms.server() + " is a token server that grants what is asked.");
            default -> byStatus(error, came);
        };
    }

    private String said(TokenReply.Refused refusal) {
        String code = text.shown(refusal.code());
        String description = text.shown(refusal.description());
        return "HTTP " + answer.status() + (code.isEmpty() ? "" : " " + code)
                + (description.isEmpty() ? "" : " (" + description + ")") + ".";
    }

    /** The answer is no JSON object. */
    TokenException garbled() {
        String came = answer.outline(text) + ", which is no JSON object. ";
        if (comeBackLater()) {
            return unavailable(null, answer.outline(text) + ". ");
        }
        if (answer.succeeded()) {
            return unusable(
                    null,
                    true,
                    came + "Check " + terms.server() + ", and what stands between (a proxy, a login page).");
        }
        return byStatus(null, came);
    }

    /** The answer is a JSON object without an error, but no token either. */
    TokenException unusable(TokenReply.Unusable reply) {
        if (answer.succeeded()) {
            return unusable(
                    null,
                    reply.retryable(),
                    "the answer is no token: " + text.shown(reply.reason()) + " (" + answer.outline(text) + ")."
                            + " Check that " + terms.server() + " is a token server.");
        }
        return comeBackLater()
                ? unavailable(null, answer.outline(text) + ". ")
                : byStatus(null, answer.outline(text) + ". ");
    }

    private TokenException byStatus(@Nullable String error, String came) {
        if (answer.redirects()) {
            return unusable(
                    error,
                    false,
                    "HTTP " + answer.status() + ", a redirect to " + answer.redirectHost(text)
                            + ". Redirects are not followed, since the secret would go along."
                            + " Set " + terms.server() + " to the server's own address.");
        }
        return switch (answer.status()) {
            case 401, 403 -> credentials(error, came);
            case 407 -> unusable(error, false, came + "Use a proxy that lets token requests pass without credentials.");
            case 404, 405, 410 ->
                unusable(
                        error,
                        false,
                        came + "Check " + terms.place() + ": there is no such token endpoint." + terms.whenNotFound());
            default -> unusable(error, false, came + "Check " + terms.place() + ".");
        };
    }

    private boolean comeBackLater() {
        return comeBackLater(answer.status());
    }

    /** Whether the status asks to try again later, whatever else the answer says. */
    static boolean comeBackLater(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    private TokenException credentials(@Nullable String error, String came) {
        return new CredentialsRejectedException(
                failure(error, false),
                target.noToken() + came + "Check clientId and clientSecret, and that " + terms.client() + ".",
                null);
    }

    private TokenException unavailable(@Nullable String error, String came) {
        return new TokenEndpointUnavailableException(
                failure(error, true), target.noToken() + came + RetryAfter.advice(retryAfter), null);
    }

    private TokenException unusable(@Nullable String error, boolean retryable, String cameAndAdvice) {
        return new UnusableAnswerException(failure(error, retryable), target.noToken() + cameAndAdvice, null);
    }

    private TokenFailure failure(@Nullable String error, boolean retryable) {
        TokenFailure failure = TokenFailure.answered(target, answer.status(), error, retryable);
        return retryable ? retryAfter.map(failure::retryAfter).orElse(failure) : failure;
    }
}
