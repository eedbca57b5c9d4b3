package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An account with an authorization code as a component stacks it: client, retries and cache, over a real connection. The waits
 * between attempts are over at once; otherwise time passes when the bench's clock is told.
 */
final class CodeAccount {

    /** With characters that have to be encoded, in a form as in JSON. */
    static final String CODE = "marker-code/with+\"odd\\characters\"";

    static final Grant GRANT =
            Grant.authorizationCode("https://example.com/callback").with(Secret.of(CODE));

    final Bench bench;
    final CachingTokenSource source;

    CodeAccount(Bench bench) {
        this(bench, new SentCodes(10));
    }

    /** @param sent shared with other accounts */
    CodeAccount(Bench bench, SentCodes sent) {
        this(bench, GRANT, sent);
    }

    CodeAccount(Bench bench, Grant code, SentCodes sent) {
        this.bench = bench.grants(new AuthorizationCodeGrants(code, bench.target, sent));
        this.source = bench.caching(FaultRun.POLICY, new PassingTime(bench.clock));
    }

    AccessToken token() {
        return source.token().orTimeout(10, TimeUnit.SECONDS).join();
    }

    TokenException failure() {
        return failure(source.token());
    }

    /** Why there is no token. Looks at what must hold for every failure of a code that may have been sent. */
    TokenException failure(CompletableFuture<AccessToken> future) {
        TokenException failure = bench.failure(future);
        Outlets.of(failure).showNo(CODE);
        return failure;
    }

    /** Why there is no token and never will be. */
    AuthorizationCodeSpentException spent() {
        return spent(source.token());
    }

    AuthorizationCodeSpentException spent(CompletableFuture<AccessToken> future) {
        TokenException failure = failure(future);
        assertThat(failure).isExactlyInstanceOf(AuthorizationCodeSpentException.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure)
                .hasMessageEndingWith("Let the user log in again, and pass on the new code.")
                .hasMessageNotContaining("Try again")
                .hasMessageNotContaining("next attempt");
        return (AuthorizationCodeSpentException) failure;
    }

    /** How many token requests were made so far, those included that did not reach the server. */
    long requests() {
        return bench.client().requests();
    }
}
