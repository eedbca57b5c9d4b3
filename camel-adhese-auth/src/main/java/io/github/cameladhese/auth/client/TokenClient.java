package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenReply;
import io.github.cameladhese.auth.provider.WireRequest;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the token endpoint, once for every call: one request, one token or one {@link TokenException}. Cancelling the future
 * of a call ends its request, unless a user's grant went with it. Thread-safe.
 */
public final class TokenClient implements TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(TokenClient.class);

    private final ClientSettings settings;
    private final Grants grants;
    private final HttpTransport http;
    private final JsonObjects json;
    private final Function<String, Optional<Duration>> ownLifetime;
    private final TokenClock clock;
    private final UnansweredFailures unanswered;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean saidThatScopesAreMissing = new AtomicBoolean();

    /**
     * A client that shows the same grant each time, which is that of its settings.
     *
     * @param ownLifetime reads from a token how long it lives, for answers that do not tell
     */
    public TokenClient(
            ClientSettings settings,
            HttpTransport http,
            JsonObjects json,
            Function<String, Optional<Duration>> ownLifetime,
            TokenClock clock) {
        this(settings, Grants.always(settings.request().grant()), http, json, ownLifetime, clock);
    }

    /**
     * A client that shows one grant after the other.
     *
     * @param ownLifetime reads from a token how long it lives, for answers that do not tell
     */
    public TokenClient(
            ClientSettings settings,
            Grants grants,
            HttpTransport http,
            JsonObjects json,
            Function<String, Optional<Duration>> ownLifetime,
            TokenClock clock) {
        this.settings = settings;
        this.grants = grants;
        this.http = http;
        this.json = json;
        this.ownLifetime = ownLifetime;
        this.clock = clock;
        this.unanswered = new UnansweredFailures(settings.target(), clock);
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        Secret secret;
        Grant grant;
        try {
            secret = settings.secret().read();
            grant = grants.next(); // after the secret: what may be shown once must not be lost for want of that
        } catch (IOException e) {
            return CompletableFuture.failedFuture(unanswered.noSecret(e));
        } catch (TokenException e) {
            return CompletableFuture.failedFuture(e);
        }
        WireRequest request = settings.format().write(settings.request().by(grant), secret);
        ServerText text = new ServerText(secret, request);
        requests.incrementAndGet();
        Moment requestedAt = Moment.now(clock); // before it is sent: the token is never younger than we think
        CompletableFuture<Answer> sent = send(request);
        CompletableFuture<AccessToken> token = sent.handle((answer, failure) -> {
            if (answer == null) {
                throw failed(grant, TokenException.unwrap(failure), text);
            }
            return token(grant, answer, requestedAt, text);
        });
        if (grant.isOfUser()) { // heard to the end, whoever gives up: the answer may bring the only good refresh token
            return token.copy();
        }
        var unused = token.whenComplete((given, failure) -> sent.cancel(true)); // no effect unless the caller gave up
        return token;
    }

    /** How many token requests were made so far, those included that did not reach the server. */
    public long requests() {
        return requests.get();
    }

    private CompletableFuture<Answer> send(WireRequest request) {
        try {
            return http.post(settings.request().tokenUrl(), request, settings.requestTimeout());
        } catch (RuntimeException e) { // the transport is closed, or an address that the HTTP client does not take
            return CompletableFuture.failedFuture(e);
        }
    }

    private TokenException failed(Grant grant, Throwable failure, ServerText text) {
        TokenException told = unanswered.of(failure, text);
        if (UnansweredFailures.beforeSending(failure)) {
            grants.notSent(grant);
            return told;
        }
        return grants.failed(grant, told, false);
    }

    private AccessToken token(Grant grant, Answer answer, Moment requestedAt, ServerText text) {
        TokenFailures failures = new TokenFailures(settings.target(), answer, text, clock);
        TokenReply reply;
        try {
            reply = settings.format().read(json.read(answer.body()));
        } catch (IllegalArgumentException e) {
            throw grants.failed(grant, failures.garbled(), false);
        }
        if (reply instanceof TokenReply.Refused refused) {
            boolean ofGrant = refused.isOfGrant() && grant.isOfUser() && !TokenFailures.comeBackLater(answer.status());
            throw grants.failed(grant, ofGrant ? failures.refusedGrant(refused) : failures.refused(refused), ofGrant);
        }
        if (reply instanceof TokenReply.Unusable unusable) {
            throw grants.failed(grant, failures.unusable(unusable), false);
        }
        if (!answer.succeeded()) {
            throw grants.failed(
                    grant, failures.unusable(new TokenReply.Unusable("a token with an error status", false)), false);
        }
        TokenReply.Granted granted = (TokenReply.Granted) reply;
        grants.succeeded(granted);
        AccessToken token = issue(granted, requestedAt, text);
        return grants.last() ? token.asLast() : token;
    }

    private AccessToken issue(TokenReply.Granted granted, Moment requestedAt, ServerText text) {
        Duration lifetime = granted.lifetime()
                .or(() -> ownLifetime.apply(granted.accessToken()))
                .orElse(settings.defaultLifetime());
        Set<String> scopes = granted.scopes().orElse(settings.request().scopes()).stream()
                .map(text::withoutSecrets)
                .filter(scope -> !scope.equals(granted.accessToken()))
                .filter(scope -> !granted.refreshToken().equals(Optional.of(Secret.of(scope))))
                .collect(Collectors.toSet());
        AccessToken token = new AccessToken(granted.accessToken(), scopes, requestedAt, lifetime);
        LOG.debug(
                "Fetched token for {} '{}' from {}, valid for {}",
                settings.target().terms().owner(),
                settings.target().realm(),
                settings.target().tokenUrl(),
                token.lifetime());
        tellMissing(token);
        return token;
    }

    private void tellMissing(AccessToken token) {
        Set<String> missing = new TreeSet<>(settings.request().scopes());
        missing.removeAll(token.scopes());
        if (!missing.isEmpty() && saidThatScopesAreMissing.compareAndSet(false, true)) {
            LOG.warn(
                    "The token for {} '{}' from {} was granted without the scopes {} that were asked for: API calls that"
                            + " need them will fail. Have them granted, or remove them from scope.",
                    settings.target().terms().owner(),
                    settings.target().realm(),
                    settings.target().tokenUrl(),
                    missing);
        }
    }
}
