package io.github.cameladhese.auth.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.Timing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nodes share a store, and nothing is wrong with it. */
class StoreLookupTest {

    private final Fleet fleet = new Fleet(ofMinutes(5));
    private final Fleet.Node one = fleet.node("one");
    private final Fleet.Node other = fleet.node("other");

    @Test
    void aNodeTakesWhatAnotherHasFetched() {
        assertThat(value(one.token())).isEqualTo("token-1");
        fleet.clock.advance(ofSeconds(100));
        AccessToken taken = other.token().join();

        assertThat(taken.value()).isEqualTo("token-1");
        assertThat(taken.scopes()).containsExactly("adhese-api");
        assertThat(taken.lifetime()).isEqualTo(ofMinutes(5));
        // By the clock of a process of which nothing is known yet: 5 s less than the 200 s that are left.
        assertThat(taken.expiresAt()).isEqualTo(fleet.clock.instant().plusSeconds(195));
        assertThat(fleet.requests).containsExactly("one");
    }

    @Test
    void aTokenIsTakenUntilItsMarginIsReached() {
        one.token().join();
        fleet.clock.advance(ofSeconds(265).minusMillis(1)); // and 5 s for a clock that is not known
        assertThat(value(fleet.node("third").token())).isEqualTo("token-1");
        fleet.clock.advance(ofMillis(1));
        assertThat(value(other.token())).isEqualTo("token-2");
    }

    @Test
    void fiftyColdNodesMakeOneRequest() {
        fleet.holdRequests();
        List<CompletableFuture<AccessToken>> tokens = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tokens.add(fleet.node("node-" + i).token());
        }
        fleet.clock.advance(ofMillis(500));
        assertThat(fleet.requests).containsExactly("node-0");
        assertThat(tokens).noneMatch(CompletableFuture::isDone);
        fleet.open.remove().complete(fleet.issue(1, fleet.clock));
        fleet.clock.advance(ofMillis(200));

        assertThat(tokens).allSatisfy(token -> assertThat(value(token)).isEqualTo("token-1"));
        assertThat(fleet.requests).hasSize(1);
        assertThat(fleet.entries.keys()).containsExactly(fleet.seal.place()); // and no lease any more
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void atARolloverOneNodeFetchesForAll() {
        one.token().join();
        other.token().join();
        fleet.clock.advance(ofSeconds(140));
        assertThat(value(one.token())).isEqualTo("token-2"); // it has had the first, which is due
        fleet.clock.advance(ofSeconds(10));
        assertThat(value(other.token())).isEqualTo("token-2");
        assertThat(fleet.requests).containsExactly("one", "one");
    }

    @Test
    void whoAsksForAnotherTokenNeverGetsAnOlderOne() {
        one.token().join();
        byte[] older = fleet.entries.get(fleet.seal.place()).orElseThrow();
        fleet.clock.advance(ofSeconds(100));
        one.token().join();
        fleet.entries.put(fleet.seal.place(), older, ofMinutes(3)); // somebody was late
        assertThat(value(one.token())).isEqualTo("token-3");
    }

    @Test
    void theHolderLooksOnceMoreWhenItHasTheLease() {
        fleet.holdRequests();
        CompletableFuture<AccessToken> first = one.token();
        CompletableFuture<AccessToken> second = other.token();
        fleet.open.remove().complete(fleet.issue(1, fleet.clock)); // put, and the lease given back
        assertThat(value(first)).isEqualTo("token-1");
        fleet.clock.advance(ofMillis(200));
        assertThat(value(second)).isEqualTo("token-1");
        assertThat(fleet.requests).hasSize(1);
    }

    /** A token request may take 30 s; a lease that nobody renews counts for 2 s. */
    @Test
    void howeverLongAFetchTakesNodesWithATokenWaitForItAndOneMakesIt() {
        List<Fleet.Node> nodes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            nodes.add(fleet.node("node-" + i));
            nodes.get(i).token().join();
        }
        fleet.clock.advance(ofSeconds(140));
        fleet.holdRequests();
        List<CompletableFuture<AccessToken>> tokens =
                nodes.stream().map(Fleet.Node::token).toList();
        fleet.clock.advance(ofSeconds(25));
        assertThat(tokens).noneMatch(CompletableFuture::isDone);
        fleet.open.remove().complete(fleet.issue(2, fleet.clock));
        fleet.clock.advance(ofSeconds(1));

        assertThat(tokens).allSatisfy(token -> assertThat(value(token)).isEqualTo("token-2"));
        assertThat(fleet.requests).containsExactly("node-0", "node-0");
        assertThat(fleet.isLeased()).isFalse();
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void nodesWithoutATokenAskForThemselvesAfterFourToFiveSecondsAndNotAllAtOnce() {
        fleet.holdRequests();
        var unused = fleet.node("holder").token();
        List<Long> seeds = List.of(0L, 1L << 62, 1L << 63, 3L << 62, -1L); // in quarters of what can be drawn
        seeds.forEach(seed -> {
            var unusedToo = fleet.node("late", () -> seed).token();
        });
        List<Integer> askingAfter = new ArrayList<>();
        for (Duration at :
                List.of(ofMillis(3999), ofMillis(1), ofMillis(250), ofMillis(250), ofMillis(250), ofMillis(250))) {
            fleet.clock.advance(at);
            askingAfter.add(fleet.requests.size() - 1);
        }
        assertThat(askingAfter).containsExactly(0, 1, 2, 3, 4, 5); // until 3.999 s, 4 s, 4.25 s, and so on
    }

    @Test
    void aNodeThatIsKilledWithTheLeaseHoldsOthersUpForTwoSecondsAndALook() {
        fleet.holdRequests();
        Fleet.Node third = fleet.node("third");
        var unused = one.token();
        List<CompletableFuture<AccessToken>> waiting = List.of(other.token(), third.token());
        fleet.clock.advance(ofMillis(1200)); // it has renewed the lease twice
        one.kill();
        fleet.clock.advance(ofMillis(1799));
        assertThat(fleet.requests).containsExactly("one");
        fleet.clock.advance(ofMillis(500)); // 2 s after it was last seen to be renewed
        assertThat(fleet.requests).containsExactly("one", "other");
        fleet.open.removeLast().complete(fleet.issue(2, fleet.clock));
        fleet.clock.advance(ofMillis(500));
        assertThat(waiting).allSatisfy(token -> assertThat(value(token)).isEqualTo("token-2"));
        assertThat(fleet.requests).hasSize(2);
    }

    /** Whenever it is killed, and however long the pauses between two looks are. */
    @Test
    void aNodeThatIsKilledWithTheLeaseHoldsNobodyUpForMoreThanTwoAndThreeQuarterSeconds() {
        for (int killedAfter = 0; killedAfter <= 2000; killedAfter += 7) {
            Fleet each = new Fleet(ofMinutes(5));
            each.holdRequests();
            Fleet.Node killed = each.node("killed");
            var unused = killed.token();
            var waiting = each.node("other", () -> -1L).token();
            each.clock.advance(ofMillis(killedAfter));
            killed.kill();
            each.clock.advance(ofMillis(2750));
            assertThat(each.requests).as("killed after %d ms", killedAfter).containsExactly("killed", "other");
            assertThat(waiting).isNotDone();
        }
    }

    /** Nobody has made them. */
    @Test
    void whatIsNoLeaseIsReplacedAtOnce() {
        fleet.entries.put(fleet.seal.leasePlace(), new byte[] {1, 2, 3}, ofMinutes(1000));
        assertThat(value(other.token())).isEqualTo("token-1");
        byte[] ofAnotherPlace = fleet.seal.seal(fleet.seal.place(), new byte[16]);
        fleet.clock.advance(ofMinutes(5));
        fleet.entries.put(fleet.seal.leasePlace(), ofAnotherPlace, ofMinutes(1000));
        assertThat(value(other.token())).isEqualTo("token-2");
        assertThat(fleet.isLeased()).isFalse();
    }

    @Test
    void oldLeasesThatArePutBackHoldOthersUpForNoLongerThanADeadOne() {
        fleet.holdRequests();
        var unused = one.token();
        List<byte[]> old = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            old.add(fleet.entries.get(fleet.seal.leasePlace()).orElseThrow());
            fleet.clock.advance(ofMillis(500));
        }
        one.kill();
        CompletableFuture<AccessToken> waiting = other.token();
        fleet.answerAtOnce();
        for (int i = 0; i < 28; i++) { // the newest of them was seen at 0.1 s
            fleet.entries.put(fleet.seal.leasePlace(), old.get(i % 3), ofMinutes(5));
            fleet.clock.advance(ofMillis(100));
        }
        assertThat(value(waiting)).isEqualTo("token-2");
    }

    @Test
    void whoseTokenIsOverSoonerThanForeseenWaitsForOthersForFiveSecondsAndALookAtMost() {
        assertThat(value(one.cache.token())).isEqualTo("token-1");
        assertThat(value(other.token())).isEqualTo("token-1");
        fleet.clock.advance(ofSeconds(170));
        fleet.holdRequests();
        var unused = other.token(); // wants a newer one, and holds the lease
        fleet.clock.advance(ofSeconds(1));
        assertThat(value(one.cache.token())).isEqualTo("token-1"); // and waits for the next in the background
        fleet.clock.advance(ofSeconds(1));
        fleet.clock.moveWallClock(ofSeconds(200));
        CompletableFuture<AccessToken> exchange = one.cache.token();
        assertThat(exchange).isNotDone();
        fleet.clock.advance(ofMillis(5500));
        assertThat(fleet.requests.subList(2, fleet.requests.size())).containsExactly("one");
    }

    @Test
    void aLeaseThatNeverEndsHoldsOthersUpForNoLonger() {
        byte[] lease = fleet.seal.seal(fleet.seal.leasePlace(), new byte[16]);
        fleet.entries.put(fleet.seal.leasePlace(), lease, ofMinutes(1000));
        CompletableFuture<AccessToken> waiting = other.token();
        fleet.clock.advance(ofSeconds(2).minusMillis(1));
        assertThat(waiting).isNotDone();
        fleet.clock.advance(ofMillis(501));
        assertThat(value(waiting)).isEqualTo("token-1");
        assertThat(fleet.entries.keys()).containsExactly(fleet.seal.place());
    }

    /** Nor for an operation that was begun just before. */
    @Test
    void whateverTheStoreSaysNobodyWithoutATokenWaitsForMoreThanFiveSeconds() {
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
                return false; // somebody else always has it
            }

            @Override
            public Optional<byte[]> get(String key) { // and always renews it
                return key.equals(fleet.seal.place())
                        ? Optional.empty()
                        : Optional.of(fleet.seal.seal(key, new byte[16]));
            }
        });
        fleet.slowDownStore(ofMillis(990));
        var unused = fleet.node("last", () -> -1L).token();
        fleet.clock.advance(ofSeconds(5).minusMillis(1));
        assertThat(fleet.requests).isEmpty();
        fleet.clock.advance(ofMillis(1));
        assertThat(fleet.requests).hasSize(1);
    }

    @Test
    void looksAtALeaseOfAnotherBecomeFewerUpToTwoASecond() {
        AtomicInteger looks = new AtomicInteger();
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public Optional<byte[]> get(String key) {
                if (key.equals(fleet.seal.place())) {
                    looks.incrementAndGet();
                }
                return super.get(key);
            }
        });
        one.token().join();
        other.token().join();
        fleet.clock.advance(ofSeconds(140));
        fleet.holdRequests();
        var unused = one.token();
        looks.set(0);
        var unusedToo = other.token();
        fleet.clock.advance(ofSeconds(1));
        assertThat(looks).hasValue(6); // at 0, 50, 125, 237, 406 and 659 ms
        looks.set(0);
        fleet.clock.advance(ofSeconds(20));
        assertThat(looks).hasValueBetween(40, 41);
    }

    @Test
    void aHolderThatIsPausedForTooLongDoesNotTakeTheNextHoldersLease() {
        fleet.holdRequests();
        CompletableFuture<AccessToken> first = one.token();
        byte[] taken = fleet.entries.get(fleet.seal.leasePlace()).orElseThrow();
        assertThat(fleet.entries.replace(fleet.seal.leasePlace(), taken, new byte[] {1}, ofSeconds(5)))
                .isTrue();
        fleet.clock.advance(ofSeconds(1));
        fleet.open.remove().complete(fleet.issue(1, fleet.clock));
        assertThat(value(first)).isEqualTo("token-1");
        assertThat(fleet.entries.get(fleet.seal.leasePlace())).hasValue(new byte[] {1});
    }

    @Test
    void aLeaseIsSealedAndNoTwoAreAlike() {
        fleet.holdRequests();
        var unused = one.token();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            byte[] lease = fleet.entries.get(fleet.seal.leasePlace()).orElseThrow();
            assertThat(fleet.seal.open(fleet.seal.leasePlace(), lease)).isPresent();
            assertThat(fleet.seal.open(fleet.seal.place(), lease)).isEmpty();
            assertThat(seen.add(new String(lease, ISO_8859_1))).isTrue();
            fleet.clock.advance(ofMillis(500));
        }
    }

    @Test
    void aFailureGoesThroughAndLetsTheNextTry() {
        fleet.holdRequests();
        CompletableFuture<AccessToken> failing = one.token();
        CompletableFuture<AccessToken> next = other.token();
        fleet.open.remove().completeExceptionally(new IllegalStateException("down"));
        assertThatThrownBy(failing::join).hasRootCauseMessage("down");
        fleet.clock.advance(ofMillis(200));
        assertThat(fleet.requests).containsExactly("one", "other");
        fleet.open.remove().complete(fleet.issue(2, fleet.clock));
        assertThat(value(next)).isEqualTo("token-2");
    }

    @Test
    void whoeverCancelsLeavesNeitherLeaseNorAlarm() {
        fleet.holdRequests();
        CompletableFuture<AccessToken> holder = one.token();
        CompletableFuture<AccessToken> waiting = other.token();
        waiting.cancel(true);
        holder.cancel(true);
        assertThat(fleet.open.remove()).isCancelled();
        assertThat(fleet.entries.keys()).isEmpty();
        assertThat(fleet.clock.alarms()).isZero();
    }

    /** Its last operation is under way, and there is no other. */
    @Test
    void aProcessThatEndsWhileItPutsATokenOrRenewsItsLeaseLeavesNoLease() {
        Deque<Runnable> operations = new ArrayDeque<>();
        SharedToken shared = ending(operations);
        var unused = shared.tokenOr(() -> CompletableFuture.completedFuture(fleet.issue(1, fleet.clock)));
        for (int i = 0; i < 3; i++) { // looks, takes the lease, looks
            operations.remove().run();
        }
        assertThat(fleet.isLeased()).isTrue();
        shared.close();
        operations.remove().run();
        assertThat(fleet.entries.keys()).containsExactly(fleet.seal.place());

        CompletableFuture<AccessToken> open = ending(operations).tokenOr(CompletableFuture::new);
        assertThat(fleet.entries.remove(
                        fleet.seal.place(),
                        fleet.entries.get(fleet.seal.place()).orElseThrow()))
                .isTrue();
        for (int i = 0; i < 3; i++) {
            operations.remove().run();
        }
        fleet.clock.advance(ofMillis(500)); // is about to renew it
        open.cancel(true);
        operations.remove().run();
        assertThat(fleet.entries.keys()).isEmpty();
        assertThat(fleet.clock.alarms()).isZero();
    }

    /** Its threads are stopped after four operations. */
    private SharedToken ending(Deque<Runnable> operations) {
        AtomicInteger left = new AtomicInteger(4);
        StoreAccess access = new StoreAccess(
                fleet.entries,
                operation -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new RejectedExecutionException();
                    }
                    operations.add(operation);
                },
                Runnable::run,
                fleet.clock,
                fleet.clock);
        Timing timing = new Timing(fleet.clock, fleet.clock, fleet.clock, Runnable::run, Fleet.MIDDLE);
        return new SharedToken(access, Fleet.KEY, ClientSecret.of(Fleet.SECRET), fleet.policy, timing);
    }

    @Test
    void aRejectedTokenIsGivenToNoOtherNode() {
        one.token().join();
        other.token().join();
        assertThat(value(one.invalidate(Secret.of("token-1")))).isEqualTo("token-2");
        assertThat(value(other.invalidate(Secret.of("token-1")))).isEqualTo("token-2"); // and makes no request
        assertThat(value(fleet.node("third").token())).isEqualTo("token-2");
        assertThat(fleet.requests).containsExactly("one", "one");
    }

    @Test
    void aRejectedTokenIsRemovedThoughTheNextCannotBeHad() {
        one.token().join();
        fleet.holdRequests();
        var unused = one.invalidate(Secret.of("token-1"));
        fleet.open.remove().completeExceptionally(new IllegalStateException("down"));
        assertThat(fleet.entries.keys()).isEmpty();
    }

    /** Within the 30 s in which no further token is forced. */
    @Test
    void aTokenThatIsRejectedTooSoonToFetchAnotherIsRemovedAllTheSame() {
        assertThat(value(one.cache.token())).isEqualTo("token-1");
        assertThat(value(one.cache.invalidate(Secret.of("token-1")))).isEqualTo("token-2");
        assertThat(fleet.stored()).isPresent();
        assertThat(one.cache.invalidate(Secret.of("token-2"))).isCompletedExceptionally();
        assertThat(fleet.stored()).isEmpty();
        assertThat(value(other.cache.token())).isEqualTo("token-3");
    }

    @Test
    void aTokenThatThisNodeHoldsNoMoreIsRemovedAllTheSame() {
        assertThat(value(one.cache.token())).isEqualTo("token-1");
        byte[] dead = fleet.entries.get(fleet.seal.place()).orElseThrow();
        assertThat(value(one.cache.refresh())).isEqualTo("token-2");
        fleet.entries.put(fleet.seal.place(), dead, ofMinutes(5)); // somebody was late
        assertThat(value(one.cache.invalidate(Secret.of("token-1")))).isEqualTo("token-2");
        assertThat(fleet.stored()).isEmpty();
    }

    /** Or an exchange would be lost for 30 s only because there is a store: the one that was taken may be dead, too. */
    @Test
    void aTokenThatWasTakenBeginsNoCoolDownAndOneThatWasRequestedDoes() {
        one.cache.token().join();
        other.cache.token().join();
        fleet.clock.advance(ofSeconds(10));
        one.cache.refresh().join();
        fleet.clock.advance(ofSeconds(40));
        assertThat(value(other.cache.invalidate(Secret.of("token-1")))).isEqualTo("token-2"); // from the store
        assertThat(value(other.cache.invalidate(Secret.of("token-2")))).isEqualTo("token-3"); // by a request
        assertThat(other.cache.invalidate(Secret.of("token-3"))).isCompletedExceptionally();
        fleet.clock.advance(ofSeconds(30));
        assertThat(value(other.cache.invalidate(Secret.of("token-3")))).isEqualTo("token-4");
    }

    /** A renewal in the background may wait for others for 30 s; an exchange that has no token any more may not. */
    @Test
    void whoseTokenIsRejectedDuringARenewalWaitsForOthersForFiveSecondsAtMost() {
        one.cache.token().join();
        other.cache.token().join();
        fleet.clock.advance(ofSeconds(140));
        fleet.holdRequests();
        var unused = one.token(); // has the lease
        fleet.clock.advance(ofSeconds(10));
        assertThat(value(other.cache.token())).isEqualTo("token-1"); // and looks for the next in the background
        assertThat(fleet.requests).containsExactly("one", "one");
        CompletableFuture<AccessToken> exchange = other.cache.invalidate(Secret.of("token-1"));
        fleet.clock.advance(ofMillis(4500).minusMillis(1));
        assertThat(fleet.requests).containsExactly("one", "one");
        fleet.clock.advance(ofMillis(1));
        assertThat(fleet.requests).containsExactly("one", "one", "other");
        fleet.open.removeLast().complete(fleet.issue(3, fleet.clock));
        assertThat(value(exchange)).isEqualTo("token-3");
    }

    @Test
    void whatIsFoundJustWhenPatienceEndsMakesNoRequestToo() throws Exception {
        one.token().join();
        Deque<Runnable> continuing = new ArrayDeque<>();
        SharedToken shared = new SharedToken(
                new StoreAccess(fleet.entries, Runnable::run, continuing::add, fleet.clock, fleet.clock),
                Fleet.KEY,
                ClientSecret.of(Fleet.SECRET),
                fleet.policy,
                new Timing(fleet.clock, fleet.clock, fleet.clock, Runnable::run, Fleet.MIDDLE));
        AtomicInteger requests = new AtomicInteger();
        CompletableFuture<AccessToken> token = shared.tokenOr(() -> {
            requests.incrementAndGet();
            return new CompletableFuture<>();
        });
        Thread finder = new Thread(continuing.remove());
        synchronized (shared.known()) { // which is told of the token just before those are who wait
            finder.start();
            await().until(() -> finder.getState() == Thread.State.BLOCKED);
            fleet.clock.advance(ofSeconds(5));
        }
        finder.join();
        assertThat(value(token)).isEqualTo("token-1");
        assertThat(requests).hasValue(0);
    }

    @Test
    void aTokenThatIsRejectedWhileItIsPutDoesNotStay() {
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public void put(String key, byte[] value, Duration lifetime) {
                one.shared.rejected(Secret.of("token-1")); // and the removal finds nothing
                super.put(key, value, lifetime);
            }
        });
        one.token().join();
        assertThat(fleet.stored()).isEmpty();
        assertThat(fleet.clock.alarms()).isZero();
    }

    @Test
    void whateverIsReportedAsRejectedTheRealOnesAreRemembered() {
        one.token().join();
        byte[] dead = fleet.entries.get(fleet.seal.place()).orElseThrow();
        one.shared.rejected(Secret.of("token-1"));
        for (int i = 0; i < 1000; i++) {
            one.shared.rejected(Secret.of("made-up-" + i));
        }
        fleet.entries.put(fleet.seal.place(), dead, ofMinutes(5)); // somebody was late
        assertThat(value(one.token())).isEqualTo("token-2");
    }

    /** An entry of this length is no lease, and must be neither kept in mind nor waited for. */
    @Test
    void whatIsTooLongForALeaseIsReplacedAtOnce() {
        fleet.entries.put(fleet.seal.leasePlace(), new byte[129], ofMinutes(1000));
        CompletableFuture<AccessToken> token = one.token();
        fleet.clock.advance(ofMillis(100));
        assertThat(value(token)).isEqualTo("token-1");
        assertThat(fleet.isLeased()).isFalse();
    }

    @Test
    void aLateReportDoesNotRemoveTheNextToken() {
        one.token().join();
        one.token().join();
        var unused = fleet.node("late").invalidate(Secret.of("token-1")).join();
        assertThat(value(fleet.node("third").token())).isEqualTo("token-2");
        assertThat(fleet.requests).hasSize(2);
    }

    @Test
    void aRejectedTokenThatComesBackIsNotTakenAgain() {
        one.token().join();
        byte[] dead = fleet.entries.get(fleet.seal.place()).orElseThrow();
        one.invalidate(Secret.of("token-1")).join();
        fleet.entries.put(fleet.seal.place(), dead, ofMinutes(5));
        assertThat(value(one.token())).isEqualTo("token-3");
        assertThat(value(fleet.node("third").token())).isEqualTo("token-3");
    }

    @Test
    void aServerThatKeepsToARejectedTokenPutsItNowhere() {
        fleet.holdRequests();
        CompletableFuture<AccessToken> again = one.invalidate(Secret.of("token-1"));
        fleet.open.remove().complete(fleet.issue(1, fleet.clock));
        assertThat(value(again)).isEqualTo("token-1"); // the cache above says what is wrong with it
        assertThat(fleet.entries.keys()).isEmpty();
    }

    @Test
    void nodesWithDifferentSecretsDoNotShare() {
        one.token().join();
        assertThat(value(fleet.node("intruder", fleet.clock, Secret.of("guess")).token()))
                .isEqualTo("token-2");
        assertThat(fleet.entries.keys()).hasSize(2);
    }

    @Test
    void aNodeWhoseClockIsAheadTakesLessAndOneThatIsBehindNoMoreThanWasLeft() {
        one.token().join();
        FakeClock ahead = new FakeClock();
        ahead.moveWallClock(ofSeconds(200));
        FakeClock behind = new FakeClock();
        behind.moveWallClock(ofSeconds(-200));

        AccessToken seenAhead = fleet.node("ahead", ahead, Fleet.SECRET).token().join();
        AccessToken seenBehind =
                fleet.node("behind", behind, Fleet.SECRET).token().join();
        assertThat(seenAhead.expiresAt()).isEqualTo(ahead.instant().plusSeconds(95)); // 5 s, as it does not know better
        assertThat(seenBehind.expiresAt()).isEqualTo(behind.instant().plusSeconds(295));
        ahead.moveWallClock(ofSeconds(70)); // now within the margin
        assertThat(value(fleet.node("further", ahead, Fleet.SECRET).token())).isEqualTo("token-2");
    }

    @Test
    void whoWaitsForALeaseLearnsHowFarTheClockOfItsHolderIsAhead() {
        FakeClock behind = new FakeClock();
        behind.moveWallClock(ofMinutes(-1));
        Fleet.Node late = fleet.node("behind", behind, Fleet.SECRET);
        fleet.holdRequests();
        var unused = one.token();
        CompletableFuture<AccessToken> waiting = late.token();
        for (int i = 0; i < 20; i++) { // both clocks go on, and the lease is renewed and looked at
            fleet.clock.advance(ofMillis(100));
            behind.advance(ofMillis(100));
        }
        AccessToken issued = fleet.issue(1, fleet.clock);
        fleet.open.remove().complete(issued);
        fleet.clock.advance(ofSeconds(100)); // it is not seen until then
        behind.advance(ofSeconds(100));

        assertThat(waiting).isCompleted();
        Duration left = StoredToken.leftOf(waiting.join(), Moment.now(behind));
        assertThat(left).isLessThanOrEqualTo(ofMinutes(5));
        AccessToken read =
                fleet.stored().orElseThrow().read(late.shared.skew(), behind).orElseThrow();
        assertThat(StoredToken.leftOf(read, Moment.now(behind)))
                .isLessThanOrEqualTo(ofSeconds(200)) // as it really has
                .isGreaterThan(ofSeconds(198)); // less than two seconds too careful
    }

    /** The holder writes it anew while the answer to a look at the last one is still under way. */
    @Test
    void aSlowAnswerDoesNotMakeTheHoldersClockSeemLessAheadThanItIs() {
        FakeClock behind = new FakeClock();
        behind.moveWallClock(ofMinutes(-1));
        Fleet.Node late = fleet.node("behind", behind, Fleet.SECRET);
        fleet.holdRequests();
        var unused = one.token();
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public Optional<byte[]> get(String key) {
                Optional<byte[]> seen = super.get(key);
                fleet.clock.advance(ofMillis(300));
                behind.advance(ofMillis(300));
                return seen;
            }
        });
        var unusedToo = late.token();
        for (int i = 0; i < 200; i++) {
            fleet.clock.advance(ofMillis(1));
            behind.advance(ofMillis(1));
            long holder = one.shared.skew().self();
            assertThat(late.shared.skew().aheadOfUs(holder, 0, ofMinutes(5)))
                    .isGreaterThanOrEqualTo(ofMinutes(1).minusMillis(1));
        }
    }

    /** The holder has dated it when a look finds the last one, and it comes after that. */
    @Test
    void aSlowWriteDoesNotMakeTheHoldersClockSeemLessAheadThanItIs() {
        FakeClock behind = new FakeClock();
        behind.moveWallClock(ofMinutes(-1));
        Fleet.Node late = fleet.node("behind", behind, Fleet.SECRET);
        fleet.holdRequests();
        var unused = one.token();
        var unusedToo = late.token();
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
                behind.advance(ofMillis(900));
                fleet.clock.advance(ofMillis(900));
                return super.replace(key, expected, value, lifetime);
            }
        });
        for (int i = 0; i < 30; i++) {
            behind.advance(ofMillis(100));
            fleet.clock.advance(ofMillis(100));
            long holder = one.shared.skew().self();
            assertThat(late.shared.skew().aheadOfUs(holder, 0, ofMinutes(5)))
                    .isGreaterThanOrEqualTo(ofMinutes(1).minusMillis(1));
        }
    }

    @Test
    void anEntryIsKeptForTwoLifetimes() {
        one.token().join();
        fleet.clock.advance(ofMinutes(10).minusMillis(1));
        assertThat(fleet.stored()).isPresent();
        fleet.clock.advance(ofMillis(1));
        assertThat(fleet.stored()).isEmpty();
    }

    @Test
    void theStoreHoldsNeitherTokenNorSecret() {
        one.token().join();
        assertThat(fleet.entries.values()).isNotEmpty();
        String all = fleet.entries.keys() + "";
        for (byte[] entry : fleet.entries.values()) {
            all += new String(entry, ISO_8859_1);
        }
        assertThat(all).doesNotContain("token-1", "MARKER", "adhese", "id.example", Fleet.SECRET.fingerprint());
    }

    private static String value(CompletableFuture<AccessToken> token) {
        assertThat(token).isCompleted();
        return token.join().value();
    }
}
