package io.github.cameladhese.auth.token;

import java.time.Duration;

/** The failures that arise between the token endpoint and those who ask. */
final class FetchFailures {

    private final TokenTarget target;

    FetchFailures(TokenTarget target) {
        this.target = target;
    }

    /** An API rejects tokens one after the other. */
    TokenException rejectedTooSoon(Duration coolDown) {
        long seconds = Math.max(1, (coolDown.toMillis() + 999) / 1000);
        return new TokenRejectedException(
                TokenFailure.unanswered(target, false).retryAfter(coolDown),
                target.noToken()
                        + "an API rejected this one, too, so soon after another one that the next is not fetched for "
                        + seconds + " s. Check that " + target.terms().audience() + " are those of the API.",
                null);
    }

    /** The token server keeps to the token that an API rejected. */
    TokenException sameTokenAgain() {
        return new TokenRejectedException(
                TokenFailure.unanswered(target, false),
                target.noToken()
                        + "the server gave the same token again that an API rejected. Check that "
                        + target.terms().audience() + " are those of the API.",
                null);
    }

    /** A token that lives for less time than its answer took must not be handed out, not even to those who waited for it. */
    TokenException overOnArrival(AccessToken token) {
        return new UnusableAnswerException(
                TokenFailure.unanswered(target, true),
                target.noToken() + "the token lives " + token.lifetime().toMillis()
                        + " ms and was over before its answer was here. Ask for longer access tokens,"
                        + " or find out why the answer takes so long.",
                null);
    }

    /** Neither a token nor a failure came. */
    TokenException late(Duration longest) {
        return new TokenEndpointUnavailableException(
                TokenFailure.unanswered(target, true),
                target.noToken() + "no outcome within " + longest.toSeconds() + " s. Try again later.",
                null);
    }

    /** Something went wrong that no source should let through. */
    TokenException unknown(Throwable reason) {
        return new TokenEndpointUnavailableException(
                TokenFailure.unanswered(target, true),
                target.noToken() + "the request failed (" + reason.getClass().getSimpleName() + "). Try again later.",
                reason);
    }

    /** The source was closed. */
    TokenException closed() {
        return new TokenEndpointUnavailableException(
                TokenFailure.unanswered(target, true),
                target.noToken()
                        + "the component was stopped, or has put this account away for others that came after it. Try"
                        + " again once the Camel context runs.",
                null);
    }
}
