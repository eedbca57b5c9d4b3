package io.github.cameladhese.auth.client;

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
 * of a call ends its request. Thread-safe.
 */
public final class TokenClient implements TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(TokenClient.class);

    private final ClientSettings settings;
    private final HttpTransport http;
    private final JsonObjects json;
    private final Function<String, Optional<Duration>> ownLifetime;
    private final TokenClock clock;
    private final UnansweredFailures unanswered;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean saidThatScopesAreMissing = new AtomicBoolean();

    /** @param ownLifetime reads from a token how long it lives, for answers that do not tell */
    public TokenClient(
            ClientSettings settings,
            HttpTransport http,
            JsonObjects json,
            Function<String, Optional<Duration>> ownLifetime,
            TokenClock clock) {
        this.settings = settings;
        this.http = http;
        this.json = json;
        this.ownLifetime = ownLifetime;
        this.clock = clock;
        this.unanswered = new UnansweredFailures(settings.target(), clock);
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        Secret secret;
        try {
            secret = settings.secret().read();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(unanswered.noSecret(e));
        }
        WireRequest request = settings.format().write(settings.request(), secret);
        ServerText text = new ServerText(secret, request);
        requests.incrementAndGet();
        Moment requestedAt = Moment.now(clock); // before it is sent: the token is never younger than we think
        CompletableFuture<Answer> sent = send(request);
        CompletableFuture<AccessToken> token = sent.handle((answer, failure) -> {
            if (answer == null) {
                throw unanswered.of(TokenException.unwrap(failure), text);
            }
            return token(answer, requestedAt, text);
        });
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

    private AccessToken token(Answer answer, Moment requestedAt, ServerText text) {
        TokenFailures failures = new TokenFailures(settings.target(), answer, text, clock);
        TokenReply reply;
        try {
            reply = settings.format().read(json.read(answer.body()));
        } catch (IllegalArgumentException e) {
            throw failures.garbled();
        }
        if (reply instanceof TokenReply.Refused refused) {
            throw failures.refused(refused);
        }
        if (reply instanceof TokenReply.Unusable unusable) {
            throw failures.unusable(unusable);
        }
        if (!answer.succeeded()) {
            throw failures.unusable(new TokenReply.Unusable("a token with an error status", false));
        }
        return issue((TokenReply.Granted) reply, requestedAt, text);
    }

    private AccessToken issue(TokenReply.Granted granted, Moment requestedAt, ServerText text) {
        Duration lifetime = granted.lifetime()
                .or(() -> ownLifetime.apply(granted.accessToken()))
                .orElse(settings.defaultLifetime());
        Set<String> scopes = granted.scopes().orElse(settings.request().scopes()).stream()
                .map(text::withoutSecrets)
                .filter(scope -> !scope.equals(granted.accessToken()))
                .collect(Collectors.toSet());
        AccessToken token = new AccessToken(granted.accessToken(), scopes, requestedAt, lifetime);
        LOG.debug(
                "Fetched token for realm '{}' from {}, valid for {}",
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
                    "The token for realm '{}' from {} was granted without the scopes {} that were asked for: API calls that"
                            + " need them will fail. Have them granted, or remove them from scope.",
                    settings.target().realm(),
                    settings.target().tokenUrl(),
                    missing);
        }
    }
}
