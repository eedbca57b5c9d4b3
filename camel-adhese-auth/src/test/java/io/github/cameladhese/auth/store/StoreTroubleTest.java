package io.github.cameladhese.auth.store;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store is down, slow, full, or answers garbage: no exchange is lost because of it. */
class StoreTroubleTest {

    private final Fleet fleet = new Fleet(ofMinutes(5));

    /** What the store does wrong, always. */
    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    enum Trouble {
        DOWN(working -> new BrokenStore(working) {
            @Override
            public Optional<byte[]> get(String key) {
                throw new IllegalStateException("MARKER: down");
            }
        }),
        LACKS_A_CLASS(working -> new BrokenStore(working) {
            @Override
            public Optional<byte[]> get(String key) {
                throw new NoClassDefFoundError("MARKER");
            }
        }),
        GIVES_NULL(working -> new BrokenStore(working) {
            @Override
            @SuppressWarnings("NullOptional") // as bad stores do
            public Optional<byte[]> get(String key) {
                return null;
            }
        }),
        READ_ONLY(working -> new BrokenStore(working) {
            @Override
            public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
                throw new UnsupportedOperationException("MARKER");
            }
        }),
        FULL(FullStore::new),
        KEEPS_LEASES(working -> new BrokenStore(working) {
            @Override
            public boolean remove(String key, byte[] value) {
                throw new IllegalStateException("MARKER: no");
            }
        });

        private final UnaryOperator<TokenStore> breaking;

        Trouble(UnaryOperator<TokenStore> breaking) {
            this.breaking = breaking;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachNodeGoesOnByItselfAndSaysSoOnce(Trouble trouble) {
        fleet.breakStore(trouble.breaking);
        Fleet.Node node = fleet.node("one");
        try (CapturedLogs logs = new CapturedLogs()) {
            for (int i = 1; i <= 5; i++) {
                assertThat(value(node.token())).isEqualTo("token-" + i);
                fleet.clock.advance(ofSeconds(10)); // some fall into the rest, some do not
            }
            assertThat(warnings(logs)).singleElement().satisfies(line -> assertThat(line)
                    .contains("The token store (", "no exchange fails for it", "tried again after 15 s", "Check that")
                    .doesNotContain("MARKER"));
        }
        assertThat(fleet.requests).hasSize(5);
    }

    @Test
    void aStoreThatWorksAgainIsUsedAgainAfterItsRest() {
        fleet.breakStore(Trouble.DOWN.breaking);
        Fleet.Node node = fleet.node("one");
        try (CapturedLogs logs = new CapturedLogs()) {
            node.token().join();
            fleet.mendStore();
            fleet.clock.advance(ofSeconds(15).minusMillis(1));
            node.token().join();
            assertThat(fleet.entries.keys()).isEmpty();
            fleet.clock.advance(ofMillis(1));
            node.token().join();
            assertThat(fleet.entries.keys()).hasSize(1);
            assertThat(logs.lines(StoreHealth.class.getName()::equals))
                    .filteredOn(line -> line.text().contains("works again"))
                    .hasSize(1);
        }
        assertThat(value(fleet.node("other").token())).isEqualTo("token-3");
    }

    @Property(tries = 100)
    void garbageInPlaceOfATokenIsReplaced(@ForAll @Size(max = 300) byte[] garbage) {
        Fleet fresh = new Fleet(ofMinutes(5));
        fresh.entries.put(fresh.seal.place(), garbage, ofMinutes(5));
        assertThat(value(fresh.node("one").token())).isEqualTo("token-1");
        assertThat(value(fresh.node("other").token())).isEqualTo("token-1");
    }

    @Test
    void anyBitFlippedMeansAFreshFetch() {
        fleet.node("one").token().join();
        byte[] entry = fleet.entries.get(fleet.seal.place()).orElseThrow();
        for (int bit = 0; bit < entry.length * 8; bit++) {
            byte[] flipped = entry.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            fleet.entries.put(fleet.seal.place(), flipped, ofMinutes(5));
            assertThat(value(fleet.node("other").token())).isEqualTo("token-" + (bit + 2));
        }
    }

    @Test
    void somethingElseThatIsSealedRightIsReplaced() {
        fleet.entries.put(fleet.seal.place(), fleet.seal.seal(fleet.seal.place(), new byte[] {1, 2, 3}), ofMinutes(5));
        assertThat(value(fleet.node("one").token())).isEqualTo("token-1");
        assertThat(value(fleet.node("other").token())).isEqualTo("token-1");
    }

    /** A second of an operation must not come off the time of a token request. */
    @ParameterizedTest
    @ValueSource(longs = {100, 400, 700, 900, 990})
    void aSlowStoreCostsShortTokensNoExchange(long millis) {
        Fleet brief = new Fleet(ofSeconds(3));
        brief.slowDownStore(ofMillis(millis));
        List<Fleet.Node> nodes = List.of(brief.node("one"), brief.node("other"), brief.node("third"));
        List<CompletableFuture<AccessToken>> exchanges = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            nodes.forEach(node -> exchanges.add(node.cache.token()));
            brief.clock.advance(ofMillis(100));
        }
        brief.clock.advance(ofSeconds(10));
        assertThat(exchanges).hasSize(1800).allSatisfy(exchange -> assertThat(exchange)
                .isCompleted());
    }

    /** An operation is up to three calls in one second. */
    @ParameterizedTest
    @ValueSource(longs = {1, 100, 200, 333})
    void aStoreWhoseCallsTakeUpToAThirdOfASecondWorks(long millis) {
        fleet.slowDownCalls(ofMillis(millis));
        try (CapturedLogs logs = new CapturedLogs()) {
            assertThat(value(fleet.node("one").token())).isEqualTo("token-1");
            assertThat(fleet.stored()).isPresent();
            assertThat(fleet.isLeased()).isFalse();
            assertThat(value(fleet.node("other").token())).isEqualTo("token-1");
            fleet.clock.advance(ofMinutes(5));
            byte[] lease = fleet.seal.seal(fleet.seal.leasePlace(), new byte[16]);
            fleet.entries.put(fleet.seal.leasePlace(), lease, ofMinutes(5));
            assertThat(fleet.node("third").token()).isNotDone(); // somebody else has the lease
            assertThat(warnings(logs)).isEmpty();
        }
        assertThat(fleet.requests).containsExactly("one");
    }

    @Test
    void aStoreWhoseCallsTakeOverASecondIsLeftAlone() {
        fleet.slowDownCalls(ofMillis(1001));
        try (CapturedLogs logs = new CapturedLogs()) {
            assertThat(value(fleet.node("one").token())).isEqualTo("token-1");
            assertThat(warnings(logs)).hasSize(1);
        }
    }

    @Test
    void howeverManyAreRejectedOneOperationWaitsForTheStore() {
        Fleet.Node node = fleet.node("one");
        node.token().join();
        fleet.slowDownStore(ofMillis(500));
        int alarms = fleet.clock.alarms();
        for (int i = 0; i < 1000; i++) {
            node.shared.rejected(Secret.of("made-up-" + i));
        }
        node.shared.rejected(Secret.of("token-1"));
        assertThat(fleet.clock.alarms()).isEqualTo(alarms + 1);
        fleet.clock.advance(ofMillis(500));
        assertThat(fleet.stored()).isEmpty(); // the last of them was told all the same
        assertThat(fleet.clock.alarms()).isEqualTo(alarms);
    }

    @Test
    void theTimeOfATokenRequestBeginsAfterTheStore() {
        Fleet brief = new Fleet(ofSeconds(3));
        Fleet.Node node = brief.node("one");
        node.cache.token().join();
        brief.clock.advance(ofMillis(1500));
        brief.slowDownStore(ofMillis(700));
        brief.holdRequests();
        assertThat(value(node.cache.token())).isEqualTo("token-1"); // and asks for the next in the background
        brief.clock.advance(ofMillis(2100).minusMillis(1));
        assertThat(brief.requests).hasSize(1);
        brief.clock.advance(ofMillis(1));
        assertThat(brief.requests).hasSize(2);
        CompletableFuture<AccessToken> exchange = node.cache.token();
        brief.clock.advance(ofSeconds(2).minusMillis(1));
        assertThat(exchange).isNotDone();
        assertThat(brief.open.peek()).isNotDone();
        brief.clock.advance(ofMillis(1)); // the two seconds that any request gets
        assertThat(brief.open.peek()).isCancelled();
    }

    @Test
    void aStoreThatIsFullGetsTheTokenOnceThereIsRoom() {
        fleet.breakStore(Trouble.FULL.breaking);
        fleet.node("one").token().join();
        assertThat(fleet.stored()).isEmpty();
        assertThat(fleet.isLeased()).isFalse(); // or the others would wait for it
        fleet.mendStore();
        fleet.clock.advance(ofSeconds(17));
        assertThat(value(fleet.node("other").token())).isEqualTo("token-1");
    }

    @Test
    void whatIsPutLateDoesNotReplaceANewerToken() {
        fleet.breakStore(Trouble.FULL.breaking);
        fleet.node("one").token().join();
        fleet.mendStore();
        fleet.clock.advance(ofSeconds(5));
        assertThat(value(fleet.node("other").token())).isEqualTo("token-2");
        fleet.clock.advance(ofSeconds(20));
        assertThat(value(fleet.node("third").token())).isEqualTo("token-2");
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void whatTheStoreDidNotTakeIsForgottenWhenItMattersNoMore() {
        fleet.breakStore(Trouble.FULL.breaking);
        fleet.node("one").token().join();
        fleet.clock.advance(ofMinutes(7));
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void aRejectedTokenIsNotTakenAgainThoughItCouldNotBeRemoved() {
        Fleet.Node node = fleet.node("one");
        node.token().join();
        fleet.breakStore(Trouble.DOWN.breaking);
        assertThat(value(node.invalidate(Secret.of("token-1")))).isEqualTo("token-2");
        fleet.mendStore();
        fleet.clock.advance(ofSeconds(15));
        assertThat(value(node.token())).isEqualTo("token-3");
        assertThat(value(fleet.node("other").token())).isEqualTo("token-3");
    }

    @Test
    void aTokenThatWasRejectedWhileTheStoreWasDownIsRemovedOnceItWorks() {
        Fleet.Node node = fleet.node("one");
        node.token().join();
        fleet.breakStore(Trouble.DOWN.breaking);
        node.shared.rejected(Secret.of("token-1"));
        fleet.mendStore();
        assertThat(fleet.stored()).isPresent();
        fleet.clock.advance(ofSeconds(17)); // and nobody asks for a token meanwhile
        assertThat(fleet.stored()).isEmpty();
        assertThat(value(fleet.node("other").token())).isEqualTo("token-2");
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void theSecretOfAFileThatCannotBeReadCostsNothingButTheStore() {
        for (Exception reason : List.of(new IOException("MARKER"), new IllegalStateException("MARKER"))) {
            SharedToken shared = new SharedToken(
                    new StoreAccess(fleet.entries, Runnable::run, Runnable::run, fleet.clock, fleet.clock),
                    Fleet.KEY,
                    new UnreadableSecret(reason),
                    fleet.policy,
                    new Timing(fleet.clock, fleet.clock, fleet.clock, Runnable::run, Fleet.MIDDLE));
            AccessToken token = fleet.issue(1, fleet.clock);
            try (CapturedLogs logs = new CapturedLogs()) {
                assertThat(shared.tokenOr(() -> CompletableFuture.completedFuture(token)))
                        .isCompletedWithValue(token);
                shared.rejected(Secret.of("token-1"));
                assertThat(logs.lines(logger -> true))
                        .noneSatisfy(line -> assertThat(line.text()).contains("MARKER"));
            }
            assertThat(fleet.entries.keys()).isEmpty();
        }
    }

    @Test
    void whatCouldNotBeSealedIsPutOnceTheSecretCanBeRead() {
        AtomicBoolean readable = new AtomicBoolean(true);
        StoreAccess access = new StoreAccess(fleet.entries, Runnable::run, Runnable::run, fleet.clock, fleet.clock);
        SharedToken shared = new SharedToken(
                access,
                Fleet.KEY,
                new ClientSecret() {
                    @Override
                    public Secret read() throws IOException {
                        if (readable.get()) {
                            return Fleet.SECRET;
                        }
                        throw new IOException();
                    }

                    @Override
                    public String identity() {
                        return "file";
                    }
                },
                fleet.policy,
                new Timing(fleet.clock, fleet.clock, fleet.clock, Runnable::run, Fleet.MIDDLE));
        var unused = shared.tokenOr(() -> {
            readable.set(false);
            return CompletableFuture.completedFuture(fleet.issue(1, fleet.clock));
        });
        assertThat(fleet.stored()).isEmpty();
        assertThat(access.isResting()).isFalse(); // it is not to blame
        readable.set(true);
        fleet.clock.advance(ofSeconds(17));
        assertThat(fleet.stored()).isPresent();
        assertThat(fleet.clock.alarms()).isZero();
    }

    /** It was put although the answer was late, and somebody has removed it since: perhaps an API rejected it. */
    @Test
    void aTokenThatWasPerhapsPutIsNotPutAgainIntoAnEmptyPlace() {
        fleet.breakStore(PutsTooSlowly::new);
        fleet.node("one").token().join();
        fleet.mendStore();
        Fleet.Node other = fleet.node("other");
        assertThat(fleet.stored()).isPresent();
        other.shared.rejected(Secret.of("token-1"));
        assertThat(fleet.stored()).isEmpty();
        fleet.clock.advance(ofMinutes(2));
        assertThat(fleet.stored()).isEmpty();
        assertThat(fleet.clock.alarms()).isZero();
    }

    /** A connection may be lost when the store has done what it was told. */
    @Test
    void aTokenThatWasPutThoughTheStoreFailedIsNotPutAgainIntoAnEmptyPlace() {
        AtomicBoolean lost = new AtomicBoolean();
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public Optional<byte[]> get(String key) {
                if (lost.get()) {
                    throw new IllegalStateException();
                }
                return super.get(key);
            }

            @Override
            public void put(String key, byte[] value, Duration lifetime) {
                super.put(key, value, lifetime);
                lost.set(true);
                throw new IllegalStateException();
            }
        });
        fleet.node("one").token().join();
        fleet.mendStore();
        assertThat(fleet.stored()).isPresent();
        fleet.node("other").shared.rejected(Secret.of("token-1"));
        assertThat(fleet.stored()).isEmpty();
        fleet.clock.advance(ofMinutes(2));
        assertThat(fleet.stored()).isEmpty();
    }

    /** The removal comes while the put is on its way, and finds nothing. */
    @Test
    void aTokenThatIsRejectedBeforeItsSlowPutArrivesIsRemovedAfterwards() {
        Fleet.Node one = fleet.node("one");
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public void put(String key, byte[] value, Duration lifetime) {
                one.shared.rejected(Secret.of("token-1"));
                fleet.clock.advance(ofSeconds(1));
                super.put(key, value, lifetime);
                throw new IllegalStateException("interrupted");
            }
        });
        one.token().join();
        fleet.mendStore();
        assertThat(fleet.stored()).isPresent();
        fleet.clock.advance(ofSeconds(17));
        assertThat(fleet.stored()).isEmpty();
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void whatIsPutLateDoesNotReplaceWhatHasComeSinceItLooked() {
        fleet.breakStore(FullStore::new);
        fleet.node("one").token().join();
        Fleet.Node other = fleet.node("other");
        AtomicBoolean come = new AtomicBoolean();
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public Optional<byte[]> get(String key) {
                Optional<byte[]> seen = super.get(key);
                if (!key.endsWith(LEASE) && come.compareAndSet(false, true)) {
                    other.token().join();
                }
                return seen;
            }
        });
        fleet.clock.advance(ofSeconds(17));
        assertThat(come).isTrue();
        assertThat(value(fleet.node("third").token())).isEqualTo("token-2");
    }

    /** Such as one of a class that the engine must not load: it is the place's fault, and not the store's. */
    @Test
    void whatCannotBeReadAtAllIsReplaced() {
        byte[] planted = {1, 2, 3};
        fleet.entries.put(fleet.seal.place(), planted, ofMinutes(1000));
        fleet.breakStore(store -> cannotRead(store, planted));
        assertThat(value(fleet.node("one").token())).isEqualTo("token-1");
        fleet.clock.advance(ofSeconds(17));
        assertThat(value(fleet.node("other").token())).isEqualTo("token-1");
    }

    @Test
    void aLeaseThatCannotBeReadAtAllIsReplacedAtOnce() {
        byte[] planted = {1, 2, 3};
        fleet.entries.put(fleet.seal.leasePlace(), planted, ofMinutes(1000));
        fleet.breakStore(store -> cannotRead(store, planted));
        Fleet.Node node = fleet.node("one");
        assertThat(value(node.token())).isEqualTo("token-1");
        assertThat(node.shared.store().isResting()).isFalse();
        assertThat(fleet.isLeased()).isFalse();
        assertThat(value(fleet.node("other").token())).isEqualTo("token-1");
    }

    /** It was away for so long that somebody has taken the lease over, and has put a newer token. */
    @Test
    void whoHasLostItsLeaseDoesNotReplaceANewerToken() {
        Fleet.Node paused = fleet.node("paused");
        fleet.holdRequests();
        CompletableFuture<AccessToken> late = paused.token();
        fleet.entries.remove(
                fleet.seal.leasePlace(),
                fleet.entries.get(fleet.seal.leasePlace()).orElseThrow());
        AccessToken first = fleet.issue(1, fleet.clock);
        fleet.clock.advance(ofSeconds(1)); // it finds that its lease is gone
        fleet.answerAtOnce();
        fleet.node("other").token().join();
        fleet.open.remove().complete(first);
        assertThat(value(late)).isEqualTo("token-1");
        assertThat(value(fleet.node("third").token())).isEqualTo("token-2");
    }

    @Test
    void aTokenThatWasNotPutInTimeIsPutInPlaceOfTheLastOne() {
        Fleet.Node node = fleet.node("one");
        node.token().join();
        byte[] last = fleet.entries.get(fleet.seal.place()).orElseThrow();
        fleet.clock.advance(ofSeconds(140));
        fleet.breakStore(PutsTooSlowly::new);
        node.token().join();
        fleet.entries.put(fleet.seal.place(), last, ofMinutes(5)); // as if it had not come
        fleet.mendStore();
        fleet.clock.advance(ofSeconds(17));
        assertThat(value(fleet.node("other").token())).isEqualTo("token-2");
    }

    @Test
    void anAccountThatIsClosedTriesNothingAgain() {
        fleet.breakStore(Trouble.FULL.breaking);
        Fleet.Node node = fleet.node("one");
        assertThat(value(node.cache.token())).isEqualTo("token-1");
        node.cache.close();
        assertThat(fleet.clock.alarms()).isZero();
        node.shared.rejected(Secret.of("token-1"));
        assertThat(fleet.clock.alarms()).isZero();
    }

    /** One account's token may be what a store refuses, e.g. for its length. */
    @Test
    void aTokenThatTheStoreDoesNotTakeDoesNotKeepOthersFromBeingRead() {
        fleet.node("one").token().join();
        fleet.breakStore(Trouble.FULL.breaking);
        Fleet.Node failing = fleet.node("failing");
        failing.token().join();
        failing.token().join(); // is not put
        assertThat(value(failing.token())).isEqualTo("token-3");
        assertThat(failing.shared.store().isResting()).isFalse();
    }

    @Test
    void whatTheStoreDoesNotTakeIsTriedAgainLessAndLessOften() {
        FullStore full = new FullStore(fleet.entries);
        fleet.breakStore(store -> full);
        fleet.node("one").token().join();
        List<Integer> inEachMinute = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fleet.clock.advance(ofMinutes(1));
            inEachMinute.add(full.refused());
        }
        assertThat(inEachMinute).containsExactly(3, 1, 1, 1); // at 0, 16, 47, 110, 173 and 236 s
    }

    /** Such as one of a class that the engine must not load. */
    private static TokenStore cannotRead(TokenStore working, byte[] planted) {
        return new BrokenStore(working) {
            @Override
            public Optional<byte[]> get(String key) {
                return super.get(key).map(entry -> {
                    if (Arrays.equals(entry, planted)) {
                        throw new IllegalStateException("MARKER");
                    }
                    return entry;
                });
            }
        };
    }

    /** Answers when its second is over. */
    private final class PutsTooSlowly extends BrokenStore {

        PutsTooSlowly(TokenStore working) {
            super(working);
        }

        @Override
        public void put(String key, byte[] value, Duration lifetime) {
            super.put(key, value, lifetime);
            fleet.clock.advance(ofSeconds(1));
            throw new IllegalStateException("interrupted");
        }
    }

    private record UnreadableSecret(Exception reason) implements ClientSecret {

        @Override
        public Secret read() throws IOException {
            if (reason instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(reason);
        }

        @Override
        public String identity() {
            return "nowhere";
        }
    }

    private static List<String> warnings(CapturedLogs logs) {
        return logs.lines(StoreHealth.class.getName()::equals).stream()
                .filter(line -> line.text().startsWith("WARN"))
                .map(CapturedLogs.Line::text)
                .toList();
    }

    private static String value(CompletableFuture<AccessToken> token) {
        assertThat(token).isCompleted();
        return token.join().value();
    }
}
