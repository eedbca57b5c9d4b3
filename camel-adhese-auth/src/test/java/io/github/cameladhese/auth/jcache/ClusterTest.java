package io.github.cameladhese.auth.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three JVMs in one Hazelcast cluster, and one token server. Most tests let the clocks by which tokens age go on themselves; all
 * else is real.
 */
class ClusterTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final FakeTokenServer server = new FakeTokenServer();
    private final List<MemberJvm> members = new ArrayList<>();
    private MemberLinks links;
    private int number;

    @BeforeEach
    void start() throws Exception {
        links = new MemberLinks(3);
        for (int i = 0; i < 3; i++) {
            List<String> arguments = new ArrayList<>(
                    List.of(server.url(), "cluster-" + ProcessHandle.current().pid()));
            arguments.addAll(links.arguments(i));
            MemberJvm member = new MemberJvm(arguments);
            members.add(member);
            // The next one finds a cluster: of those that begin together, two may found one each, and join after
            // minutes.
            int size = i + 1;
            await().atMost(LONGEST).until(() -> member.members() == size);
        }
        for (MemberJvm member : members) {
            await().atMost(LONGEST).until(() -> member.members() == 3);
        }
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(MemberJvm::close);
        links.close();
        server.close();
    }

    @Test
    void makesOneRequestForALifetimeAndLosesNoExchangeWhenTheOneThatMakesItIsKilled() throws Exception {
        coldStart();
        for (int i = 0; i < 5; i++) {
            rollOver(members);
            assertRequests(1);
        }

        MemberJvm killed = members.remove(0);
        server.hold();
        killed.advance(170);
        String old = killed.exchange(); // and asks for the next in the background
        await().atMost(LONGEST).until(() -> server.requestCount() == number + 1);
        for (MemberJvm member : members) {
            member.advance(170);
            assertThat(member.exchange()).isEqualTo(old);
        }
        killed.kill();
        links.close(0);
        server.letGo();
        for (MemberJvm member : members) {
            member.advance(110); // now the old token cannot be handed out any more
            member.beginExchange();
        }
        for (MemberJvm member : members) {
            assertThat(member.endExchange()).isNotEqualTo(old);
        }
        // That of the killed one, and one of the others; or one of each, if Hazelcast is busy with the loss for a
        // second.
        assertThat(server.requestCount()).isBetween(number + 2, number + 3);

        for (MemberJvm member : members) {
            await().atMost(LONGEST).until(() -> member.members() == 2);
        }
        number = server.requestCount();
        rollOver(members); // which may have had a token each
        rollOver(members);
        assertThat(server.requestCount()).isLessThanOrEqualTo(number + 2);
    }

    /**
     * By real clocks, and with tokens of 4 s, so that those who wait for the killed one have none any more. To the millisecond it is
     * shown in virtual time, by {@code StoreLookupTest}.
     */
    @Test
    void whoIsKilledWithTheLeaseLetsNobodyWaitBeyondTheBound() throws Exception {
        server.answers(request -> FakeTokenServer.json(
                200, "{\"access_token\":\"token-" + request + "\",\"token_type\":\"Bearer\",\"expires_in\":4}"));
        for (MemberJvm member : members) {
            member.startInRealTime();
        }
        MemberJvm killed = members.remove(0);
        assertThat(killed.exchange()).isEqualTo("Bearer token-1");
        server.hold();
        killed.beginFlow();
        await().atMost(LONGEST).until(() -> server.requestCount() == 2); // its own: nobody else has begun
        for (MemberJvm member : members) {
            member.beginFlow();
        }
        killed.kill();
        links.close(0);
        await().atMost(LONGEST).until(() -> server.requestCount() >= 3); // one of those who wait has the lease now
        boolean inTime = true; // it was the lease, and not only that somebody had waited for too long
        for (MemberJvm member : members) {
            inTime &= !member.wasImpatient() || member.hadTrouble();
        }
        assertThat(inTime).isTrue();
        server.letGo();
        await().atMost(LONGEST).until(() -> server.requestCount() >= 6); // and tokens are renewed as before
        for (MemberJvm member : members) {
            // 5 s, and as much again for a machine that is busy; a request that is not answered takes 45 s.
            assertThat(member.endFlow()).isLessThan(10_000);
        }
    }

    @Test
    void goesOnOnBothSidesOfACutNetwork() throws Exception {
        coldStart();
        rollOver(members);
        List<MemberJvm> side = members.subList(0, 2);
        MemberJvm alone = members.get(2);
        String old = alone.exchange();
        number = server.requestCount();

        links.cutOff(2);
        for (MemberJvm member : members) {
            member.advance(280); // at once, before anyone knows: the old token cannot be handed out any more
            member.beginExchange();
        }
        for (MemberJvm member : members) {
            assertThat(member.endExchange()).isNotEqualTo(old);
        }
        for (MemberJvm member : side) {
            await().atMost(LONGEST).until(() -> member.members() == 2);
        }
        await().atMost(LONGEST).until(() -> alone.members() == 1);
        assertThat(server.requestCount()).isBetween(number + 1, number + 3); // one of each at most

        rollOver(members); // whoever has fetched alone has a token of its own until then
        count();
        rollOver(members);
        assertRequests(2); // one on each side
        assertThat(side.get(0).exchange()).isEqualTo(side.get(1).exchange()).isNotEqualTo(alone.exchange());
    }

    /** One request, or two: a new cluster may take longer than a second for its first operation, and is then left alone. */
    private void coldStart() throws Exception {
        for (MemberJvm member : members) {
            member.start();
        }
        for (MemberJvm member : members) {
            member.beginExchange();
        }
        for (MemberJvm member : members) {
            assertThat(member.endExchange()).startsWith("Bearer token-");
        }
        count();
        assertThat(number).isBetween(1, 2);
    }

    /** Requests count from now on, and so does trouble with the store. */
    private void count() throws Exception {
        for (MemberJvm member : members) {
            var unused = member.hadTrouble();
        }
        number = server.requestCount();
    }

    /** So many since the last time, and one more for each member whose store was slow since then. */
    private void assertRequests(int expected) throws Exception {
        int most = expected;
        for (MemberJvm member : members) {
            most += member.hadTrouble() ? 1 : 0;
        }
        assertThat(server.requestCount() - number).isBetween(expected, most);
        count();
    }

    /** The token is due, and each exchange has one all the same, until all have the next. */
    private void rollOver(List<MemberJvm> among) throws Exception {
        List<String> old = new ArrayList<>();
        for (MemberJvm member : among) {
            old.add(member.exchange());
            member.advance(170);
        }
        for (MemberJvm member : among) {
            member.beginExchange();
        }
        for (int i = 0; i < among.size(); i++) {
            MemberJvm member = among.get(i);
            String before = old.get(i);
            assertThat(member.endExchange()).startsWith("Bearer token-");
            await().atMost(LONGEST).until(() -> !member.exchange().equals(before));
        }
    }
}
