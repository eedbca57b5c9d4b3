package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the current token on an exchange. One that finds a token goes on at once; one that has to wait holds no thread
 * meanwhile and goes on in a thread of Camel's. Thread-safe.
 */
final class TokenStep {

    private static final Logger LOG = LoggerFactory.getLogger(TokenStep.class);

    private final TokenSource source;
    private final RequiredPermissions permissions;
    private final TokenTarget target;
    private final Duration longestWait;
    private final Executor routing;

    /**
     * @param longestWait of a thread that has to be blocked
     * @param routing where exchanges go on that had to wait
     */
    TokenStep(
            TokenSource source,
            RequiredPermissions permissions,
            TokenTarget target,
            Duration longestWait,
            Executor routing) {
        this.source = source;
        this.permissions = permissions;
        this.target = target;
        this.longestWait = longestWait;
        this.routing = routing;
    }

    boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<AccessToken> token = source.token();
        AccessToken held = token.isCompletedExceptionally() ? null : token.getNow(null);
        if (held != null) {
            authorize(exchange, held);
        } else if (token.isDone() || exchange.isTransacted()) { // a transaction is bound to its thread
            await(exchange, token);
        } else {
            goOnOnceDone(exchange, token, callback);
            return false;
        }
        callback.done(true);
        return true;
    }

    /** Fetches a token that no exchange waits for yet. */
    void prefetch(Prefetch prefetch) throws InterruptedException {
        switch (prefetch) {
            case none -> {}
            case required -> permissions.check(await(source.token()));
            case background -> {
                var unused = source.token().whenComplete((token, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "{} The route goes on; the next exchange tries again.",
                                TokenException.unwrap(failure).getMessage());
                    }
                });
            }
        }
    }

    private void goOnOnceDone(Exchange exchange, CompletableFuture<AccessToken> token, AsyncCallback callback) {
        var unused = token.whenComplete((held, failure) -> {
            Runnable rest = () -> {
                if (failure == null) {
                    authorize(exchange, newerThan(held));
                } else {
                    exchange.setException(forCaller(failure));
                }
                callback.done(false);
            };
            try {
                routing.execute(rest);
            } catch (RuntimeException | Error e) { // shutting down, or no thread to be had: here rather than never
                rest.run();
            }
        });
    }

    /** What is current when the exchange goes on: it may have stood in a queue for longer than a short token lives. */
    private AccessToken newerThan(AccessToken awaited) {
        CompletableFuture<AccessToken> current = source.token();
        AccessToken held = current.isCompletedExceptionally() ? null : current.getNow(null);
        return held != null ? held : awaited;
    }

    private void authorize(Exchange exchange, AccessToken token) {
        try {
            permissions.check(token);
            exchange.getMessage().setHeader(AdheseAuthConstants.AUTHORIZATION, token.authorization());
        } catch (RuntimeException | Error e) { // whatever it is, the exchange must go on
            exchange.setException(e);
        }
    }

    private void await(Exchange exchange, CompletableFuture<AccessToken> token) {
        try {
            authorize(exchange, await(token));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(e);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }

    private AccessToken await(CompletableFuture<AccessToken> token) throws InterruptedException {
        try {
            return token.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw forCaller(e);
        } catch (TimeoutException e) {
            throw new TokenEndpointUnavailableException(
                    TokenFailure.unanswered(target, true),
                    target.noToken() + "none within " + longestWait.toSeconds() + " s. Try again later.",
                    e);
        }
    }

    /** Many share one failure; each exchange gets an exception of its own. */
    private static RuntimeException forCaller(Throwable failure) {
        Throwable reason = TokenException.unwrap(failure);
        return reason instanceof TokenException shared ? shared.forCaller() : new RuntimeCamelException(reason);
    }
}
