package io.github.cameladhese.auth.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nodes share a store, and nothing is wrong with it. */
class StoredTokenSourceTest {

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
        assertThat(taken.expiresAt()).isEqualTo(fleet.clock.instant().plusSeconds(200));
        assertThat(fleet.requests).containsExactly("one");
    }

    @Test
    void aTokenIsTakenUntilItsMarginIsReached() {
        one.token().join();
        fleet.clock.advance(ofSeconds(270).minusMillis(1));
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

    @Test
    void aNodeThatDiesWithTheLeaseHoldsOthersUpForTheLengthOfALease() {
        fleet.holdRequests();
        long begun = fleet.clock.currentTimeMillis();
        var unused = one.token(); // and never again heard of
        CompletableFuture<AccessToken> waiting = other.token();
        fleet.clock.advance(ofSeconds(2).minusMillis(1));
        assertThat(fleet.requests).containsExactly("one");
        fleet.clock.advance(ofMillis(200)); // until it looks again
        assertThat(fleet.requests).containsExactly("one", "other");
        fleet.open.removeLast().complete(fleet.issue(2, fleet.clock));
        assertThat(value(waiting)).isEqualTo("token-2");
        assertThat(fleet.clock.currentTimeMillis() - begun).isLessThan(2200);
    }

    @Test
    void aLeaseThatNeverEndsHoldsOthersUpForNoLonger() {
        fleet.entries.put(fleet.seal.leasePlace(), new byte[] {1, 2, 3}, ofMinutes(1000));
        CompletableFuture<AccessToken> waiting = other.token();
        fleet.clock.advance(ofSeconds(2).minusMillis(1));
        assertThat(waiting).isNotDone();
        fleet.clock.advance(ofMillis(400));
        assertThat(value(waiting)).isEqualTo("token-1");
        assertThat(fleet.entries.keys()).containsExactly(fleet.seal.place());
    }

    @Test
    void howeverManyHoldersDieNobodyWaitsForLongerThanTwoLeases() {
        fleet.breakStore(store -> new BrokenStore(store) {
            @Override
            public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
                return false; // somebody else always has it
            }

            @Override
            public boolean remove(String key, byte[] value) {
                return false;
            }
        });
        CompletableFuture<AccessToken> waiting = one.token();
        fleet.clock.advance(ofSeconds(4).minusMillis(1));
        assertThat(waiting).isNotDone();
        fleet.clock.advance(ofMillis(1));
        assertThat(value(waiting)).isEqualTo("token-1");
    }

    @Test
    void leasesOfShortTokensAreShort() {
        Fleet brief = new Fleet(ofSeconds(3));
        Fleet.Node node = brief.node("one");
        assertThat(node.shared.leaseTime()).isEqualTo(ofSeconds(2));
        node.token().join();
        assertThat(node.shared.leaseTime()).isEqualTo(ofMillis(500));
        one.token().join();
        assertThat(one.shared.leaseTime()).isEqualTo(ofSeconds(2));
        Fleet between = new Fleet(ofSeconds(20));
        Fleet.Node betweens = between.node("one");
        betweens.token().join();
        assertThat(betweens.shared.leaseTime()).isEqualTo(ofSeconds(1));
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
        assertThat(seenAhead.expiresAt()).isEqualTo(ahead.instant().plusSeconds(100));
        assertThat(seenBehind.expiresAt()).isEqualTo(behind.instant().plusSeconds(300));
        ahead.moveWallClock(ofSeconds(70)); // now within the margin
        assertThat(value(fleet.node("further", ahead, Fleet.SECRET).token())).isEqualTo("token-2");
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
