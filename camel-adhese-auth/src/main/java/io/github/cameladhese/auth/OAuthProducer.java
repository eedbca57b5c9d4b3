package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.RequiredPermissions;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenTarget;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** The route step: shares the account of its endpoint while it is started, or that of the code which an exchange brings. */
final class OAuthProducer extends DefaultAsyncProducer {

    /** What a blocked thread waits beyond the end of a fetch, which it is told. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final OAuthEndpoint endpoint;
    private final boolean ofBean;
    private @Nullable TokenAccount account;
    private volatile @Nullable TokenStep step;
    private volatile boolean forCodes;

    /** @param ofBean whether it is that of a processor or policy, whose address never changes */
    OAuthProducer(OAuthEndpoint endpoint, boolean ofBean) {
        super(endpoint);
        this.endpoint = endpoint;
        this.ofBean = ofBean;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        TokenStep current = step;
        if (current != null) {
            return process(current, exchange, callback);
        }
        if (forCodes) {
            boolean nothingToReport = isInvalidate() && codeAccount(exchange).isEmpty();
            return nothingToReport ? takeOff(exchange, callback) : processWithCode(exchange, callback);
        }
        exchange.setException(new IllegalStateException(
                "The producer of " + endpoint + " is not started. Start the Camel context first."));
        callback.done(true);
        return true;
    }

    private boolean process(TokenStep current, Exchange exchange, AsyncCallback callback) {
        TokenSettings settings = endpoint.settings();
        if (isInvalidate()) {
            current.invalidate(exchange);
            callback.done(true);
            return true;
        }
        ReportedTokens.noticeRedelivery(exchange, settings.rejections());
        return current.process(exchange, callback);
    }

    private boolean isInvalidate() {
        return endpoint.settings().operation() == Operation.invalidate;
    }

    /** The exchange has no token of ours; what it carries instead is not for the next API. */
    private static boolean takeOff(Exchange exchange, AsyncCallback callback) {
        if (SentToken.onMessage(exchange) != null) {
            exchange.getMessage().removeHeader(SentToken.HEADER);
        }
        callback.done(true);
        return true;
    }

    /** The account is in use until the exchange has its token, so that it is not put away meanwhile. */
    private boolean processWithCode(Exchange exchange, AsyncCallback callback) {
        TokenAccounts codes;
        TokenAccount acquired;
        TokenStep ofCode;
        try {
            TokenSettings settings = endpoint.settings().with(code(exchange)); // off the message, whatever comes
            TokenRuntime runtime = endpoint.component().runtime();
            codes = runtime.accountsFor(settings);
            acquired = codes.acquire(settings);
            ofCode = stepOf(acquired, runtime);
        } catch (CamelExchangeException | RuntimeException e) { // without a code, or the component is stopped
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return process(ofCode, exchange, doneSync -> {
            acquired.used();
            codes.release(acquired);
            callback.done(doneSync);
        });
    }

    /** Takes the code off the message, if this endpoint needs one; nothing happens if there is none. */
    void takeCode(Exchange exchange) {
        if (forCodes) {
            try {
                code(exchange);
            } catch (CamelExchangeException e) {
                // told when the exchange asks for its token
            }
        }
    }

    /** Whether the exchange is redelivered with a token that this step had set. */
    boolean isRedeliveredWithOwn(Exchange exchange) {
        TokenStep current = step;
        return current != null
                ? current.isRedeliveredWithOwn(exchange)
                : forCodes
                        && codeAccount(exchange)
                                .filter(own -> SentToken.isRedelivered(exchange, own.source()))
                                .isPresent();
    }

    /** What the options of the endpoint mean. */
    TokenSettings settings() {
        return endpoint.settings();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        TokenSettings settings = endpoint.settings();
        TokenRuntime runtime = endpoint.component().runtime();
        if (settings.awaitsCode()) {
            runtime.requireConnection(settings); // now, and not when the first user logs in
            forCodes = true;
            return;
        }
        TokenAccount acquired = runtime.accountsFor(settings).acquire(settings);
        TokenStep started = stepOf(acquired, runtime);
        account = acquired;
        if (!settings.client().request().grant().isCode()) { // a user's token is not the application's health
            endpoint.component().producerHealth().begin(acquired.id());
        }
        acquired.reliedOn(isFixed(), settings.prefetch() != Prefetch.none);
        started.prefetch(settings.prefetch()); // if this throws, Camel stops what it could not start
        step = started;
    }

    @Override
    protected void doStop() throws Exception {
        // The step stays: Camel's cache of producers stops one while an exchange that has just got it is on its way
        // here.
        TokenAccount acquired = account;
        account = null;
        TokenRuntime runtime = endpoint.component().runtimeIfAny();
        if (acquired != null) {
            if (!acquired.settings().client().request().grant().isCode()) {
                endpoint.component().producerHealth().end(acquired.id());
            }
            if (runtime != null) {
                acquired.used();
                runtime.accountsFor(acquired.settings()).release(acquired);
            }
        }
        super.doStop();
    }

    /** Whether it is not that of an address which an exchange has made up ({@code toD}). */
    private boolean isFixed() {
        return ofBean || endpoint.getCamelContext().getEndpointRegistry().isStatic(endpoint.getEndpointUri());
    }

    /** The account of the code that this exchange has brought before. */
    private Optional<TokenAccount> codeAccount(Exchange exchange) {
        TokenSettings settings = endpoint.settings();
        TokenRuntime runtime = endpoint.component().runtimeIfAny();
        Secret code = ExchangeCode.taken(exchange, settings.key());
        if (runtime == null || code == null) {
            return Optional.empty();
        }
        TokenSettings forCode = settings.with(code);
        return runtime.accountsFor(forCode).find(forCode.key());
    }

    private Secret code(Exchange exchange) throws CamelExchangeException {
        TokenSettings settings = endpoint.settings();
        return ExchangeCode.take(exchange, settings.key(), settings.client().target());
    }

    private TokenStep stepOf(TokenAccount of, TokenRuntime runtime) {
        TokenSettings settings = endpoint.settings();
        TokenTarget target = settings.client().target();
        return new TokenStep(
                of.source(),
                new RequiredPermissions(settings.required(), target, runtime.json()::read),
                new TokenWait(target, of.longestFetch().plus(GRACE), runtime.clock(), of.watch()),
                runtime.routing(),
                runtime.clock());
    }
}
