package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.RefreshPolicy;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenKey;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenStore;
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
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Processes that share a store and a token server, on virtual time: each step runs in the thread that lets time pass. */
final class Fleet {

    static final Secret SECRET = Secret.of("MARKER-s3cr3t");
    static final TokenKey KEY = new TokenKey(
            URI.create("https://id.example/token"),
            "me",
            "",
            Set.of("adhese-api"),
            "POST",
            "client_credentials",
            Map.of());

    final FakeClock clock = new FakeClock();
    final InMemoryTokenStore entries = new InMemoryTokenStore(clock);
    final EntrySeal seal = EntrySeal.of(SECRET, KEY);
    final List<String> requests = new ArrayList<>();
    final Deque<CompletableFuture<AccessToken>> open = new ArrayDeque<>();
    private final Duration lifetime;
    private TokenStore store = entries;
    private boolean holding;
    private long random;

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

    /** From now on token requests stay open. */
    void holdRequests() {
        holding = true;
    }

    Node node(String name) {
        return node(name, clock, SECRET);
    }

    Node node(String name, FakeClock clockOfNode, Secret secret) {
        return new Node(name, clockOfNode, secret);
    }

    AccessToken issue(int number, FakeClock byClock) {
        return new AccessToken("token-" + number, Set.of("adhese-api"), Moment.now(byClock), lifetime);
    }

    /** One process. */
    final class Node implements TokenSource {

        private final String name;
        private final FakeClock clockOfNode;
        final SharedToken shared;
        private final StoredTokenSource source;

        Node(String name, FakeClock clockOfNode, Secret secret) {
            this.name = name;
            this.clockOfNode = clockOfNode;
            // All numbers differ; the spread of the looks is 0.5 to 1.5 all the same.
            RandomGenerator numbers = () -> ++random << 40;
            Timing timing = new Timing(clockOfNode, clockOfNode, clock, Runnable::run, numbers);
            StoreAccess access = new StoreAccess(new Changing(), Runnable::run, Runnable::run, clock, clockOfNode);
            shared = new SharedToken(
                    access, KEY, ClientSecret.of(secret), new RefreshPolicy(Duration.ofSeconds(30), null), timing);
            source = new StoredTokenSource(this::request, shared);
        }

        @Override
        public CompletableFuture<AccessToken> token() {
            return source.token();
        }

        @Override
        public CompletableFuture<AccessToken> invalidate(Secret rejected) {
            return source.invalidate(rejected);
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
    }

    /** The store as it is at the moment. */
    private final class Changing implements TokenStore {

        @Override
        public Optional<byte[]> get(String key) {
            return store.get(key);
        }

        @Override
        public void put(String key, byte[] value, Duration entryLifetime) {
            store.put(key, value, entryLifetime);
        }

        @Override
        public boolean putIfAbsent(String key, byte[] value, Duration entryLifetime) {
            return store.putIfAbsent(key, value, entryLifetime);
        }

        @Override
        public boolean remove(String key, byte[] value) {
            return store.remove(key, value);
        }
    }
}
