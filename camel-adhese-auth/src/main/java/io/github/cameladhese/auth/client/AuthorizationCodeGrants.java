package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenReply;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code, and after it the refresh tokens that come of it, if any do. The code is sent once, whatever becomes
 * of the request: a server must refuse it the second time, and should revoke all that it has issued for it (RFC 6749 §4.1.2).
 * Only a request that was certainly not sent does not count. Thread-safe.
 */
public final class AuthorizationCodeGrants implements Grants {

    /** The advice for any other request, which would be wrong for one that must not be repeated. */
    private static final Pattern TRY_AGAIN = Pattern.compile(" Try again [^.]*\\.");

    private static final String LOG_IN = "Let the user log in again, and pass on the new code.";

    /** A code is also refused if it is not for this client, or not for this address (RFC 6749 §5.2). */
    private static final String REFUSED_AGAIN =
            " If a new code is refused, too, check that redirectUri is exactly that of the"
                    + " authorization request, and that the code was issued to this clientId.";

    private final Grant code;
    private final TokenTarget target;
    private final SentCodes sent;
    private @Nullable Grant refresh;
    private boolean codeTaken;
    private boolean underWay;

    /**
     * @param code from {@link Grant#authorizationCode}
     * @param sent the codes that were sent before, by others too
     */
    public AuthorizationCodeGrants(Grant code, TokenTarget target, SentCodes sent) {
        this.code = code;
        this.target = target;
        this.sent = sent;
    }

    /** One at a time: the answer under way may bring the refresh token that counts, and make the one before it worthless. */
    @Override
    public synchronized Grant next() {
        if (underWay && refresh != null) {
            throw new TokenEndpointUnavailableException(
                    TokenFailure.unanswered(target, true),
                    target.noToken() + "an earlier request has not ended yet. Try again later.",
                    null);
        }
        Grant next = refresh != null ? refresh : unsentCode();
        underWay = true;
        return next;
    }

    private Grant unsentCode() {
        if (!codeTaken && sent.add(code)) {
            codeTaken = true; // also when it is forgotten for many others
            return code;
        }
        throw new AuthorizationCodeSpentException(
                TokenFailure.unanswered(target, false),
                target.noToken() + "the authorization code was sent before, and works once. " + LOG_IN,
                null);
    }

    @Override
    public synchronized boolean last() {
        return refresh == null;
    }

    /** A refresh token that comes along replaces the one before (RFC 6749 §6). */
    @Override
    public synchronized void succeeded(TokenReply.Granted reply) {
        underWay = false;
        reply.refreshToken().ifPresent(token -> refresh = Grant.refreshToken(token));
    }

    @Override
    public synchronized void notSent(Grant grant) {
        underWay = false;
        if (grant.equals(code)) {
            codeTaken = false;
            sent.remove(code);
        }
    }

    @Override
    public synchronized TokenException failed(Grant grant, TokenException failure, boolean refused) {
        underWay = false;
        if (grant.equals(code)) {
            return refused || failure.retryable()
                    ? spent(
                            failure,
                            "The authorization code was sent with this request, and works once. " + LOG_IN
                                    + (refused ? REFUSED_AGAIN : ""))
                    : failure.asLast(
                            "The authorization code was sent with this request, and works once: when this is mended,"
                                    + " let the user log in again, and pass on the new code.");
        }
        if (refused && refresh != null && refresh.equals(grant)) {
            refresh = null;
            return spent(failure, "The refresh token is no longer good. " + LOG_IN);
        }
        return failure;
    }

    /** Not to be tried again, whatever the server said. */
    private TokenException spent(TokenException failure, String why) {
        TokenFailure facts = failure.status().isPresent()
                ? TokenFailure.answered(
                        target,
                        failure.status().getAsInt(),
                        failure.oauthError().orElse(null),
                        false)
                : TokenFailure.unanswered(target, false);
        String came = TRY_AGAIN.matcher(String.valueOf(failure.getMessage())).replaceAll("");
        return new AuthorizationCodeSpentException(facts, came + " " + why, failure);
    }
}
