package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenSource;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Sets the current token on an exchange. One that finds a token goes on at once; one that has to wait holds no thread
 * meanwhile and goes on in a thread of Camel's. Thread-safe.
 */
final class TokenStep {

    private final TokenSource source;
    private final RequiredPermissions permissions;
    private final TokenWait wait;
    private final Routing routing;
    private final TokenClock clock;

    /**
     * @param wait of those who find no token
     * @param routing where exchanges go on that had to wait
     * @param clock by which tokens are over
     */
    TokenStep(TokenSource source, RequiredPermissions permissions, TokenWait wait, Routing routing, TokenClock clock) {
        this.source = source;
        this.permissions = permissions;
        this.wait = wait;
        this.routing = routing;
        this.clock = clock;
    }

    boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<AccessToken> token = tokenFor(exchange);
        AccessToken held = token.isCompletedExceptionally() ? null : token.getNow(null);
        if (held != null) {
            authorize(exchange, held);
        } else if (token.isDone()) {
            await(exchange, token);
        } else if (mustStayHere(exchange)) {
            wait.begin(token);
            await(exchange, token);
        } else {
            wait.begin(token);
            goOnOnceDone(exchange, token, callback);
            return false;
        }
        callback.done(true);
        return true;
    }

    /**
     * Reports the token on the message as rejected (RFC 6750 §3.1, {@code invalid_token}) and takes it off. Does not wait for
     * another one; if there will be none, whoever asks for it is told. Nothing happens without a token on the message.
     */
    void invalidate(Exchange exchange) {
        Secret rejected = SentToken.onMessage(exchange);
        if (rejected != null) {
            exchange.getMessage().removeHeader(SentToken.HEADER);
            ReportedTokens.add(exchange, rejected);
            var unused = source.invalidate(rejected);
        }
    }

    /** Whether the exchange is redelivered with a token of this account, and no API has answered since that was put. */
    boolean isRedeliveredWithOwn(Exchange exchange) {
        return SentToken.isRedelivered(exchange, source);
    }

    /** Fetches a token that no exchange waits for yet. */
    void prefetch(Prefetch prefetch) throws InterruptedException {
        switch (prefetch) {
            case none -> {}
            case required -> permissions.check(wait.end(source.token()));
            case background -> {
                var unused = source.token(); // if it fails, that is logged, and tried again
            }
        }
    }

    /** A transaction is bound to its thread, and who goes on in our threads must not wait for another of them. */
    private boolean mustStayHere(Exchange exchange) {
        return exchange.isTransacted() || routing.isHere();
    }

    /** The current token; another one, if the exchange has reported that as rejected. */
    private CompletableFuture<AccessToken> tokenFor(Exchange exchange) {
        CompletableFuture<AccessToken> current = source.token();
        ReportedTokens reported = ReportedTokens.of(exchange);
        return reported == null
                ? current
                : current.thenCompose(token -> reported.contain(token)
                        ? source.invalidate(Secret.of(token.value()))
                        : CompletableFuture.completedFuture(token));
    }

    private void goOnOnceDone(Exchange exchange, CompletableFuture<AccessToken> token, AsyncCallback callback) {
        var unused = token.whenComplete((held, failure) -> {
            Runnable rest = () -> goOn(exchange, held, failure, callback);
            try {
                routing.execute(rest);
            } catch (RuntimeException | Error e) { // shutting down, or no thread to be had: here rather than never
                rest.run();
            }
        });
    }

    /** With what is current by now: the exchange may have stood in a queue for longer than a short token lives. */
    private void goOn(
            Exchange exchange, @Nullable AccessToken awaited, @Nullable Throwable failure, AsyncCallback callback) {
        try {
            if (failure != null) {
                exchange.setException(TokenWait.forCaller(failure));
                callback.done(false);
                return;
            }
            CompletableFuture<AccessToken> current = tokenFor(exchange);
            AccessToken held = current.isCompletedExceptionally() ? null : current.getNow(null);
            if (held != null) {
                authorize(exchange, held);
            } else if (awaited != null && awaited.livesBy(clock)) {
                authorize(exchange, awaited);
            } else {
                goOnOnceDone(exchange, current, callback);
                return;
            }
        } catch (RuntimeException | Error e) { // whatever it is, the exchange must go on
            exchange.setException(e);
        }
        callback.done(false);
    }

    private void authorize(Exchange exchange, AccessToken token) {
        try {
            permissions.check(token);
            SentToken.put(exchange, token, source);
        } catch (RuntimeException | Error e) { // whatever it is, the exchange must go on
            exchange.setException(e);
        }
    }

    private void await(Exchange exchange, CompletableFuture<AccessToken> token) {
        try {
            authorize(exchange, wait.end(token));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(e);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }
}
