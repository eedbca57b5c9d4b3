package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameladhese.auth.claims.UnverifiedClaims;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.TokenRequest;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenShare;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.TokenTimer;
import io.github.cameladhese.auth.token.TokenWatch;
import io.github.cameladhese.auth.token.Upstream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** A token client with all that it needs, as a component would build it, and settings to be changed before it is asked. */
final class Bench implements AutoCloseable {

    /** Long enough not to be met by chance, with characters that have to be encoded. */
    static final String SECRET = "marker&secret+with%odd=characters";

    static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(61);

    final FakeClock clock = new FakeClock();
    final ExecutorService executor = Executors.newFixedThreadPool(2);
    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    final TokenTarget target;
    private final TokenFormat format;
    private TokenRequest request;
    private Grants grants;
    private ClientSecret secret = ClientSecret.of(Secret.of(SECRET));
    private Duration requestTimeout = Duration.ofSeconds(9);
    private SSLContext sslContext;
    private InetSocketAddress proxy;
    private HttpTransport transport;
    private TokenClient client;

    /** Asks Adhese for scope {@code adhese-api} at the given server. */
    Bench(String server) {
        this(Provider.ADHESE, server);
    }

    /** Asks for scope {@code adhese-api} at the given server. */
    Bench(Provider provider, String server) {
        this(
                provider,
                new TokenRequest(
                        provider.target(server).tokenUrl(),
                        "my-customer-integration",
                        ClientAuthentication.post,
                        Grant.clientCredentials(),
                        new TreeSet<>(Set.of("adhese-api"))));
    }

    Bench(Provider provider, TokenRequest request) {
        this.target = new TokenTarget("customer-name", request.tokenUrl(), provider.terms());
        this.format = provider.format();
        this.request = request;
    }

    Bench by(ClientAuthentication authentication) {
        request = new TokenRequest(
                request.tokenUrl(), request.clientId(), authentication, request.grant(), request.scopes());
        return this;
    }

    Bench scopes(String... scopes) {
        request = new TokenRequest(
                request.tokenUrl(),
                request.clientId(),
                request.clientAuthentication(),
                request.grant(),
                new TreeSet<>(List.of(scopes)));
        return this;
    }

    /** In place of the client's own credentials. */
    Bench grants(Grants newGrants) {
        grants = newGrants;
        return this;
    }

    Bench secret(ClientSecret newSecret) {
        secret = newSecret;
        return this;
    }

    Bench requestTimeout(Duration newTimeout) {
        requestTimeout = newTimeout;
        return this;
    }

    Bench sslContext(SSLContext newContext) {
        sslContext = newContext;
        return this;
    }

    Bench proxy(int port) {
        proxy = InetSocketAddress.createUnresolved("127.0.0.1", port);
        return this;
    }

    TokenClient client() {
        if (client == null) {
            client = client(transport());
        }
        return client;
    }

    TokenClient client(HttpTransport other) {
        JsonObjects json = new JsonObjects();
        return new TokenClient(
                new ClientSettings(target, format, request, secret, requestTimeout, DEFAULT_LIFETIME),
                grants == null ? Grants.always(request.grant()) : grants,
                other,
                json,
                token -> UnverifiedClaims.of(token, json::read).flatMap(UnverifiedClaims::lifetime),
                clock);
    }

    /** The client behind retries that wait for as long as they may: {@code 0.5 s}, {@code 1 s} and so on. */
    RetryingTokenSource retrying(RetryPolicy policy, TokenTimer waits) {
        return new RetryingTokenSource(client(), policy, clock, waits, () -> -1L);
    }

    /** All of it, as a component stacks it: the cache asks once in the background and is patient otherwise. */
    CachingTokenSource caching(RetryPolicy policy, TokenTimer waits) {
        Upstream upstream = new Upstream(
                client(), retrying(policy, waits), Duration.ofSeconds(45), target, secret::version, TokenShare.NONE);
        return new CachingTokenSource(
                upstream,
                new RefreshPolicy(Duration.ofSeconds(30), null),
                new Timing(clock, clock, clock, Runnable::run, () -> Long.MIN_VALUE), // draws the middle
                TokenWatch.NONE);
    }

    HttpTransport transport() {
        if (transport == null) {
            TransportSettings settings = new TransportSettings(Duration.ofSeconds(10), sslContext, proxy);
            transport = new HttpTransport(settings, executor, timer);
        }
        return transport;
    }

    AccessToken token() {
        try {
            return get(client().token());
        } catch (ExecutionException e) {
            throw new AssertionError("there is no token", e);
        }
    }

    /** Why there is no token. Looks at what must hold for every failure: it names the realm and shows no secret. */
    TokenException failure() {
        return failure(client().token());
    }

    TokenException failure(CompletableFuture<AccessToken> future) {
        ExecutionException wrapped = catchThrowableOfType(ExecutionException.class, () -> get(future));
        assertThat(wrapped).as("a failure").isNotNull();
        assertThat(wrapped.getCause()).isInstanceOf(TokenException.class);
        TokenException failure = (TokenException) wrapped.getCause();
        assertThat(failure).hasMessageStartingWith(target.noToken());
        assertThat(failure.getMessage()).endsWith(".").hasSizeLessThan(800).matches("\\P{Cntrl}+");
        assertThat(failure.realm()).isEqualTo("customer-name");
        assertThat(failure.tokenUrl()).isEqualTo(request.tokenUrl());
        Outlets.of(failure).showNo(SECRET);
        return failure;
    }

    private static AccessToken get(CompletableFuture<AccessToken> future) throws ExecutionException {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("neither a token nor a failure", e);
        }
    }

    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
        executor.shutdownNow();
        timer.shutdownNow();
    }
}
