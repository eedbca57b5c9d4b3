package io.github.cameladhese.auth.store;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        FULL(working -> new BrokenStore(working) {
            @Override
            public void put(String key, byte[] value, Duration lifetime) {
                throw new IllegalStateException("MARKER: full");
            }
        }),
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
            assertThat(logs.lines("io.github.cameladhese.auth.store.StoreAccess"::equals))
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
        fleet.entries.put(fleet.seal.place(), fleet.seal.seal(new byte[] {1, 2, 3}), ofMinutes(5));
        assertThat(value(fleet.node("one").token())).isEqualTo("token-1");
        assertThat(value(fleet.node("other").token())).isEqualTo("token-1");
    }

    @Test
    void aSlowStoreHoldsUpOneCallForASecondAndTheNextNotAtAll() {
        Deque<Runnable> stuck = new ArrayDeque<>();
        FakeClock clock = fleet.clock;
        StoreAccess access = new StoreAccess(fleet.entries, stuck::add, Runnable::run, clock, clock);
        CompletableFuture<Optional<byte[]>> slow = access.ask("get", store -> store.get("a"));
        clock.advance(ofSeconds(1).minusMillis(1));
        assertThat(slow).isNotDone();
        assertThat(access.isResting()).isFalse();
        clock.advance(ofMillis(1));
        assertThat(slow).isCompletedExceptionally();
        assertThat(access.isResting()).isTrue();
        assertThat(access.ask("get", store -> store.get("a"))).isCompletedExceptionally();
        assertThat(stuck).hasSize(1);
        stuck.remove().run(); // at last, which changes nothing
        assertThat(access.isResting()).isTrue();
        clock.advance(ofSeconds(15));
        assertThat(access.isResting()).isFalse();
    }

    @Test
    void anAnswerJustInTimeCounts() {
        Deque<Runnable> slow = new ArrayDeque<>();
        StoreAccess access = new StoreAccess(fleet.entries, slow::add, Runnable::run, fleet.clock, fleet.clock);
        CompletableFuture<Optional<byte[]>> asked = access.ask("get", store -> store.get("a"));
        fleet.clock.advance(ofSeconds(1).minusMillis(1));
        slow.remove().run();
        assertThat(asked).isCompletedWithValue(Optional.empty());
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void whatSucceedsBesideAFailureDoesNotEndTheRest() {
        Deque<Runnable> slow = new ArrayDeque<>();
        StoreAccess access = new StoreAccess(fleet.entries, slow::add, Runnable::run, fleet.clock, fleet.clock);
        List<CompletableFuture<?>> asked = new ArrayList<>();
        asked.add(access.ask("get", store -> {
            throw new IllegalStateException();
        }));
        asked.add(access.ask("get", store -> store.get("a")));
        slow.remove().run();
        slow.remove().run();
        assertThat(asked.get(0)).isCompletedExceptionally();
        assertThat(asked.get(1)).isCompleted();
        assertThat(access.isResting()).isTrue();
    }

    @Test
    void aHangingOperationIsInterrupted() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try {
            StoreAccess access = new StoreAccess(fleet.entries, threads, Runnable::run, fleet.clock, fleet.clock);
            var unused = access.ask("get", store -> {
                hanging.countDown();
                try {
                    return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new IllegalStateException(e);
                }
            });
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
            fleet.clock.advance(ofSeconds(1));
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void withoutThreadsOrTimeItGoesOnAsWell() {
        InMemoryTokenStore store = fleet.entries;
        StoreAccess noThread = new StoreAccess(
                store,
                task -> {
                    throw new RejectedExecutionException();
                },
                Runnable::run,
                fleet.clock,
                fleet.clock);
        assertThat(noThread.ask("get", known -> known.get("a"))).isCompletedExceptionally();
        assertThat(fleet.clock.alarms()).isZero();
        StoreAccess noTimer = new StoreAccess(
                store,
                Runnable::run,
                Runnable::run,
                (delay, task) -> {
                    throw new RejectedExecutionException();
                },
                fleet.clock);
        assertThat(noTimer.ask("get", known -> known.get("a"))).isCompletedExceptionally();
        StoreAccess nowhereToGoOn = new StoreAccess(
                store,
                Runnable::run,
                task -> {
                    throw new RejectedExecutionException();
                },
                fleet.clock,
                fleet.clock);
        assertThat(nowhereToGoOn.ask("get", known -> known.get("a"))).isCompletedWithValue(Optional.empty());
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

    private static List<String> warnings(CapturedLogs logs) {
        return logs.lines(StoreAccess.class.getName()::equals).stream()
                .filter(line -> line.text().startsWith("WARN"))
                .map(CapturedLogs.Line::text)
                .toList();
    }

    private static String value(CompletableFuture<AccessToken> token) {
        assertThat(token).isCompleted();
        return token.join().value();
    }
}
