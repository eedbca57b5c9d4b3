package io.github.cameladhese.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.ReferenceLife.Sees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random lives of a token on virtual time, compared step by step with {@link ReferenceLife}. */
class RandomLivesTest {

    private enum Kind {
        CALL,
        REPORT_CURRENT,
        REPORT_OLDER,
        PASS,
        PASS_BY_MONOTONIC_CLOCK,
        MOVE_WALL_CLOCK,
        ANSWER,
        ANSWER_WITH_THE_SAME,
        FAIL,
        FAIL_FOR_GOOD,
        FAIL_WITH_RETRY_AFTER,
        ANSWER_LATE,
        ROTATE_SECRET,
        CLOSE
    }

    /** @param draw what the kind makes of it, from 0 to 1 */
    private record Step(Kind kind, double draw) {}

    private static final long[] LIFETIMES = {200, 1_000, 5_000, 60_000, 300_000, 300_000, 3_600_000};

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(12, Kind.CALL),
                Tuple.of(4, Kind.REPORT_CURRENT),
                Tuple.of(1, Kind.REPORT_OLDER),
                Tuple.of(10, Kind.PASS),
                Tuple.of(1, Kind.PASS_BY_MONOTONIC_CLOCK),
                Tuple.of(1, Kind.MOVE_WALL_CLOCK),
                Tuple.of(8, Kind.ANSWER),
                Tuple.of(1, Kind.ANSWER_WITH_THE_SAME),
                Tuple.of(4, Kind.FAIL),
                Tuple.of(2, Kind.FAIL_FOR_GOOD),
                Tuple.of(1, Kind.FAIL_WITH_RETRY_AFTER),
                Tuple.of(1, Kind.ANSWER_LATE),
                Tuple.of(1, Kind.ROTATE_SECRET));
        Arbitrary<Step> steps =
                Combinators.combine(kinds, Arbitraries.doubles().between(0, 1)).as(Step::new);
        return steps.list().ofMinSize(5).ofMaxSize(120);
    }

    @Property
    void everyLifeFollowsTheRules(@ForAll("lives") List<Step> steps) {
        live(steps, false);
    }

    @Property
    void everyLifeFollowsTheRulesAlsoIfTheServerGivesTokensThatAreTheLast(@ForAll("lives") List<Step> steps) {
        live(steps, true);
    }

    private static void live(List<Step> steps, boolean last) {
        Life life = new Life(last);
        steps.forEach(life::step);
        life.end();
    }

    /** One life, and what must hold at each of its steps. */
    private static final class Life {

        private final FakeClock clock = new FakeClock();
        private final RefreshPolicy policy = new RefreshPolicy(Duration.ofSeconds(30), null);
        private final ReferenceLife reference = new ReferenceLife(clock, policy);
        private final Server server = new Server();
        private final CachingTokenSource source =
                Caches.over(server, policy, clock, Runnable::run, () -> reference.version);
        private final Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Waiter> waiters = new ArrayList<>();
        private final long startedAt = clock.nanoTime();
        private long newestGiven = Long.MIN_VALUE;
        private int issued;
        private int rotations;
        private final boolean last;

        /** @param last whether each token is given as if it were the last */
        Life(boolean last) {
            this.last = last;
        }

        void step(Step step) {
            switch (step.kind()) {
                case CALL -> see(reference.call(), source.token(), null);
                case REPORT_CURRENT ->
                    report(
                            reference.token() == null
                                    ? "none"
                                    : reference.token().value());
                case REPORT_OLDER -> report("token-0");
                case PASS -> clock.advance(time(step.draw()));
                case PASS_BY_MONOTONIC_CLOCK -> clock.advanceMonotonic(time(step.draw()));
                case MOVE_WALL_CLOCK -> clock.moveWallClock(Duration.ofMillis((long) ((step.draw() - 0.5) * 600_000)));
                case ANSWER -> answer("token-" + ++issued, step.draw());
                case ANSWER_WITH_THE_SAME -> answer("token-" + issued, step.draw());
                case FAIL -> fail(Caches.unavailable());
                case FAIL_FOR_GOOD -> fail(Caches.wrongSecret());
                case FAIL_WITH_RETRY_AFTER ->
                    fail(Caches.unavailable(Duration.ofMillis((long) (step.draw() * 400_000))));
                case ANSWER_LATE -> server.answerGivenUp();
                case ROTATE_SECRET -> reference.version = "secret-" + ++rotations;
                case CLOSE -> end();
            }
            look();
        }

        void end() {
            reference.closed();
            source.close();
            source.close();
            look();
            assertThat(waiters).as("those who still wait").isEmpty();
            assertThat(clock.alarms()).as("timers that are left").isZero();
            assertThat(source.token()).isCompletedExceptionally();
            assertThat(source.status(0).expiresAt()).isEmpty();
            double seconds = (clock.nanoTime() - startedAt) / 1e9;
            assertThat((double) server.requests)
                    .as("requests")
                    .isLessThanOrEqualTo(
                            2 + rotations + seconds / 0.008 + seconds / 30); // a twentieth of 200 ms, less a fifth
        }

        private void report(String rejected) {
            see(reference.report(rejected), source.invalidate(Secret.of(rejected)), rejected);
        }

        private void see(Sees expected, CompletableFuture<AccessToken> future, String rejected) {
            Sees seen =
                    !future.isDone() ? Sees.NOTHING_YET : future.isCompletedExceptionally() ? Sees.FAILURE : Sees.TOKEN;
            assertThat(seen).isEqualTo(expected);
            if (seen == Sees.NOTHING_YET) {
                waiters.add(new Waiter(future, rejected, clock.nanoTime()));
            } else if (seen == Sees.TOKEN) {
                AccessToken given = future.join();
                assertThat(given).isSameAs(reference.token());
                assertThat(given.requestedAt().nanos() - startedAt).isGreaterThanOrEqualTo(newestGiven);
                newestGiven = given.requestedAt().nanos() - startedAt;
                assertAlive(given);
                assertThat(reference.isFetching() || !reference.mustBeFetching())
                        .as("fetching in the background")
                        .isTrue();
            } else {
                assertTold(future);
            }
        }

        private void answer(String value, double draw) {
            server.oldest().ifPresent(request -> {
                Duration lifetime = Duration.ofMillis(LIFETIMES[(int) (draw * (LIFETIMES.length - 1))]);
                AccessToken token = new AccessToken(value, Set.of(), request.askedAt, lifetime);
                AccessToken given = last ? token.asLast() : token;
                reference.answered(given);
                request.future.complete(given);
            });
        }

        private void fail(TokenException failure) {
            server.oldest().ifPresent(request -> {
                told.add(failure);
                reference.failed(failure);
                request.future.completeExceptionally(failure);
            });
        }

        /** Who waited and now knows, and who has waited for too long. */
        private void look() {
            waiters.removeIf(waiter -> {
                if (!waiter.future.isDone()) {
                    Duration waited = Duration.ofNanos(clock.nanoTime() - waiter.since);
                    assertThat(waited).isLessThanOrEqualTo(Caches.LONGEST.plusSeconds(1));
                    assertThat(reference.isFetching()).as("a fetch to wait for").isTrue();
                    return false;
                }
                if (waiter.future.isCompletedExceptionally()) {
                    assertTold(waiter.future);
                } else {
                    assertThat(waiter.future.join().value()).isNotEqualTo(waiter.rejected);
                }
                return true;
            });
        }

        private void assertAlive(AccessToken token) {
            Moment end = token.requestedAt().plus(token.lifetime());
            assertThat(end.isAfter(clock.nanoTime(), clock.currentTimeMillis())).isTrue();
        }

        /** No failure is invented: it came from the server, or is one of the cache's own. */
        private void assertTold(CompletableFuture<AccessToken> future) {
            try {
                future.join();
            } catch (CompletionException e) {
                Throwable failure = e.getCause();
                assertThat(told.contains(failure)
                                || told.contains(failure.getCause())
                                || failure instanceof TokenRejectedException
                                || failure.getMessage().contains("no outcome within")
                                || failure.getMessage().contains("was over before its answer was here")
                                || failure.getMessage().contains("was stopped"))
                        .as(failure.toString())
                        .isTrue();
            }
        }

        /** From a millisecond to an hour, short times as often as long ones. */
        private static Duration time(double draw) {
            return Duration.ofMillis((long) Math.pow(3_600_000, draw));
        }

        /** Answers when it is told to; some of what is given up is answered all the same. */
        private final class Server implements TokenSource {

            private final List<Request> open = new ArrayList<>();
            private final List<Request> givenUp = new ArrayList<>();
            private int requests;

            @Override
            public CompletableFuture<AccessToken> token() {
                assertThat(open).as("requests at once").isEmpty();
                requests++;
                reference.asked();
                Request request = new Request(Moment.now(clock));
                open.add(request);
                return request.future;
            }

            Optional<Request> oldest() {
                return open.isEmpty() ? Optional.empty() : Optional.of(open.remove(0));
            }

            void answerGivenUp() {
                givenUp.forEach(request -> request.future.complete(
                        new AccessToken("late", Set.of(), request.askedAt, Duration.ofHours(1))));
                givenUp.clear();
            }

            private final class Request {

                private final Moment askedAt;
                private final CompletableFuture<AccessToken> future = new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean mayInterrupt) {
                        if (open.remove(Request.this)) {
                            givenUp.add(Request.this);
                            if (!reference.isClosed()) {
                                reference.failed(Caches.unavailable());
                            }
                        }
                        return false;
                    }
                };

                Request(Moment askedAt) {
                    this.askedAt = askedAt;
                }
            }
        }
    }

    /**
     * @param rejected what it reported, null if nothing
     * @param since by the monotonic clock
     */
    private record Waiter(CompletableFuture<AccessToken> future, String rejected, long since) {}
}
