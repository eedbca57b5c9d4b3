package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.CachingTokenSource;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenKey;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenStore;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.TokenTimer;
import io.github.cameladhese.auth.token.TokenWatch;
import io.github.cameladhese.auth.token.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Processes that share a store and a token server, on virtual time: each step runs in the thread that lets time pass. */
final class Fleet {

    static final Secret SECRET = Secret.of("MARKER-s3cr3t");
    static final URI TOKEN_URL = URI.create("https://id.example/token");
    static final TokenKey KEY =
            new TokenKey(TOKEN_URL, "me", "", Set.of("adhese-api"), "POST", "client_credentials", Map.of());

    /** {@code nextDouble()} is then 0.5: pauses are as long as they are, and patience ends after nine tenths. */
    static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

    final FakeClock clock = new FakeClock();
    final InMemoryTokenStore entries = new InMemoryTokenStore(clock);
    final EntrySeal seal = EntrySeal.of(SECRET, KEY);
    final List<String> requests = new ArrayList<>();
    final Deque<CompletableFuture<AccessToken>> open = new ArrayDeque<>();
    final RefreshPolicy policy = new RefreshPolicy(Duration.ofSeconds(30), null);
    private final Duration lifetime;
    private TokenStore store = entries;
    private Duration operationTakes = Duration.ZERO;
    private Duration callTakes = Duration.ZERO;
    private boolean holding;

    Fleet(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** What the store does wrong. */
    void breakStore(UnaryOperator<TokenStore> howBroken) {
        store = howBroken.apply(entries);
    }

    void mendStore() {
        store = entries;
    }

    /** From now on each operation takes so long. */
    void slowDownStore(Duration operation) {
        operationTakes = operation;
    }

    /** From now on time passes while each call of the store is made: an operation is up to three calls. */
    void slowDownCalls(Duration call) {
        callTakes = call;
    }

    /** From now on token requests stay open. */
    void holdRequests() {
        holding = true;
    }

    void answerAtOnce() {
        holding = false;
    }

    Node node(String name) {
        return node(name, clock, SECRET);
    }

    Node node(String name, FakeClock clockOfNode, Secret secret) {
        return new Node(name, clockOfNode, secret, MIDDLE);
    }

    Node node(String name, RandomGenerator random) {
        return new Node(name, clock, SECRET, random);
    }

    AccessToken issue(int number, FakeClock byClock) {
        return new AccessToken("token-" + number, Set.of("adhese-api"), Moment.now(byClock), lifetime);
    }

    /** The token in the store, as its writer has sealed it. */
    Optional<StoredToken> stored() {
        return entries.get(seal.place())
                .flatMap(entry -> seal.open(seal.place(), entry))
                .flatMap(StoredToken::of);
    }

    boolean isLeased() {
        return entries.get(seal.leasePlace()).isPresent();
    }

    /** One process. */
    final class Node implements TokenSource {

        final SharedToken shared;

        /** What routes ask. */
        final CachingTokenSource cache;

        private final String name;
        private final FakeClock clockOfNode;
        private boolean killed;

        Node(String name, FakeClock clockOfNode, Secret secret, RandomGenerator random) {
            this.name = name;
            this.clockOfNode = clockOfNode;
            TokenTimer timer = (delay, task) -> clock.after(delay, () -> {
                if (!killed) {
                    task.run();
                }
            });
            Timing timing = new Timing(clockOfNode, clockOfNode, timer, Runnable::run, random);
            StoreAccess access = new StoreAccess(new Changing(), inStoreThread(), Runnable::run, timer, clockOfNode);
            shared = new SharedToken(access, KEY, ClientSecret.of(secret), policy, timing);
            Upstream upstream = new Upstream(
                    this::request,
                    this::request,
                    Duration.ofSeconds(45),
                    new TokenTarget("customer-name", TOKEN_URL),
                    () -> "",
                    shared);
            cache = new CachingTokenSource(upstream, policy, timing, TokenWatch.NONE);
        }

        @Override
        public CompletableFuture<AccessToken> token() {
            return shared.tokenOr(this::request);
        }

        @Override
        public CompletableFuture<AccessToken> invalidate(Secret rejected) {
            shared.rejected(rejected);
            return token();
        }

        /** As {@code kill -9} does: whatever it was about to do, it does not. */
        void kill() {
            killed = true;
        }

        private CompletableFuture<AccessToken> request() {
            requests.add(name);
            if (holding) {
                CompletableFuture<AccessToken> later = new CompletableFuture<>();
                open.add(later);
                return later;
            }
            return CompletableFuture.completedFuture(issue(requests.size(), clockOfNode));
        }

        private Executor inStoreThread() {
            return task -> {
                if (operationTakes.isZero()) {
                    task.run();
                } else {
                    Runnable unused = clock.after(operationTakes, () -> {
                        if (!killed) {
                            task.run();
                        }
                    });
                }
            };
        }
    }

    /** The store as it is at the moment. */
    private final class Changing implements TokenStore {

        private void called() {
            if (!callTakes.isZero()) {
                clock.advance(callTakes);
            }
        }

        @Override
        public Optional<byte[]> get(String key) {
            called();
            return store.get(key);
        }

        @Override
        public void put(String key, byte[] value, Duration entryLifetime) {
            called();
            store.put(key, value, entryLifetime);
        }

        @Override
        public boolean putIfAbsent(String key, byte[] value, Duration entryLifetime) {
            called();
            return store.putIfAbsent(key, value, entryLifetime);
        }

        @Override
        public boolean replace(String key, byte[] expected, byte[] value, Duration entryLifetime) {
            called();
            return store.replace(key, expected, value, entryLifetime);
        }

        @Override
        public boolean remove(String key, byte[] value) {
            called();
            return store.remove(key, value);
        }
    }
}
