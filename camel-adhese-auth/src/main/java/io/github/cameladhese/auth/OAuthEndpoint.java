package io.github.cameladhese.auth;

import io.github.cameladhese.auth.observe.AccountReport;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** What the endpoints of {@code adhese-auth:} and {@code adullam-auth:} have in common. */
public abstract class OAuthEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private static final String UNUSED =
            "No token is kept here: the endpoint is not started, or each exchange brings a code.";

    private @Nullable TokenSettings settings;

    OAuthEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** The options, filled in. */
    abstract OAuthConfiguration options();

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        settings = new SettingsReader(options()).read();
    }

    @Override
    public Producer createProducer() {
        return new OAuthProducer(this, false);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                options().provider().scheme().text() + " can only be used in to(), not in from().");
    }

    /**
     * How many tokens were requested and until when the current one lives; of all endpoints that share this token. Where each
     * exchange brings an authorization code, there is no such token, and the status is that of an endpoint that was not used.
     */
    public TokenStatus getTokenStatus() {
        return account().map(TokenAccount::status).orElseGet(TokenStatus::unused);
    }

    private Optional<TokenAccount> account() {
        TokenRuntime runtime = component().runtimeIfAny();
        return settings == null || runtime == null
                ? Optional.empty()
                : runtime.accountsFor(settings).find(settings.key());
    }

    /** The token endpoint. */
    @Override
    public String getServiceUrl() {
        return settings().client().target().tokenUrl().toString();
    }

    @Override
    public String getServiceProtocol() {
        return "oauth2";
    }

    @ManagedAttribute(description = "Where the token is in its life: UNUSED, FRESH, DUE, EXPIRED, LAST_GASP, FAILED")
    public String getTokenState() {
        return AccountReport.state(getTokenStatus());
    }

    @ManagedAttribute(description = "Seconds until the token is over, negative once it is; null if there is none")
    public @Nullable Long getSecondsToExpiry() {
        OptionalLong seconds = getTokenStatus().secondsToExpiry();
        return seconds.isPresent() ? seconds.getAsLong() : null;
    }

    @ManagedAttribute(
            description = "Seconds until the next token is fetched, negative once it is due; null if it never is")
    public @Nullable Long getSecondsToRefresh() {
        OptionalLong seconds = getTokenStatus().secondsToRefresh();
        return seconds.isPresent() ? seconds.getAsLong() : null;
    }

    @ManagedAttribute(description = "Tokens received")
    public long getTokensIssued() {
        return getTokenStatus().issued();
    }

    @ManagedAttribute(description = "Requests made to the token endpoint")
    public long getTokenRequests() {
        return getTokenStatus().requests();
    }

    @ManagedAttribute(description = "Fetches that ended without a token, after all their attempts")
    public long getTokenFailures() {
        return getTokenStatus().failures();
    }

    @ManagedAttribute(description = "Tokens that an API rejected")
    public long getTokenRejections() {
        return getTokenStatus().rejections();
    }

    @ManagedAttribute(description = "Why the last fetch that failed did so; null if none ever did")
    public @Nullable String getLastFailure() {
        return getTokenStatus()
                .trouble()
                .map(trouble -> trouble.lastAt() + " " + trouble.lastFailure().getMessage())
                .orElse(null);
    }

    @ManagedAttribute(description = "Since when no fetch has brought a token; null if the last one did")
    public @Nullable String getFailingSince() {
        return getTokenStatus()
                .ongoingTrouble()
                .map(trouble -> trouble.since().toString())
                .orElse(null);
    }

    @ManagedAttribute(description = "The scopes that the token was granted")
    public String getGrantedScopes() {
        return String.join(" ", getTokenStatus().scopes());
    }

    @ManagedAttribute(description = "What the token permits, by its own claims, unverified")
    public String getGrantedPermissions() {
        return String.join(" ", account().map(TokenAccount::permissions).orElseGet(TreeSet::new));
    }

    /** Fetches another token now; the present one is used until then. Waits for the outcome and tells it. */
    @ManagedOperation(description = "Fetch another token now; the present one is used until then")
    public String refresh() {
        return ifRenewable(TokenAccount::refresh);
    }

    /** Drops the present token as if an API had rejected it, and fetches another one. Waits for the outcome and tells it. */
    @ManagedOperation(description = "Drop the present token as if an API had rejected it, and fetch another one")
    public String invalidate() {
        return ifRenewable(TokenAccount::invalidate);
    }

    private String ifRenewable(Function<TokenAccount, CompletableFuture<AccessToken>> operation) {
        return account()
                .map(account -> account.isLast()
                        ? "This token is the last that its authorization code gives: let the user log in again."
                        : outcome(operation.apply(account), account.longestFetch()))
                .orElse(UNUSED);
    }

    private static String outcome(CompletableFuture<AccessToken> future, Duration longest) {
        try {
            AccessToken token = future.get(longest.toSeconds(), TimeUnit.SECONDS);
            return "There is another token, good until " + token.expiresAt() + ".";
        } catch (ExecutionException e) {
            return String.valueOf(TokenException.unwrap(e).getMessage());
        } catch (TimeoutException e) {
            return "There is no outcome yet. Look at TokenState and LastFailure in a moment.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted while the token is being fetched. Look at TokenState in a moment.";
        }
    }

    OAuthComponent<?> component() {
        return (OAuthComponent<?>) getComponent();
    }

    /** What the options mean. */
    TokenSettings settings() {
        TokenSettings read = settings;
        if (read == null) {
            throw new IllegalStateException("The endpoint " + this + " is not initialized. Start it first.");
        }
        return read;
    }
}
