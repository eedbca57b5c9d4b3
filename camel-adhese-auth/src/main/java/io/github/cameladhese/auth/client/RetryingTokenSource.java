package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenSource;
import io.github.cameladhese.auth.token.TokenTimer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks another source again when it fails for a reason that may pass, as often and as late as the {@link RetryPolicy} allows;
 * then the last failure goes through, and any other failure goes through at once. Thread-safe: every call is a fetch with
 * attempts of its own, one after the other, and holds no thread while it waits.
 *
 * <p>Cancelling the future of a call, or completing it in any other way, ends its fetch: the attempt under way is cancelled, and
 * none follows.
 */
public final class RetryingTokenSource implements TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingTokenSource.class);

    private final TokenSource upstream;
    private final RetryPolicy policy;
    private final TokenClock clock;
    private final TokenTimer timer;
    private final RandomGenerator random;

    /**
     * A source around another one.
     *
     * @param upstream asked once for every attempt
     * @param clock its monotonic clock counts towards {@link RetryPolicy#DEADLINE}
     * @param timer waits between attempts, and begins the next; if it refuses, the last failure goes through
     * @param random spreads the waits; shared by all calls, so it must be thread-safe
     */
    public RetryingTokenSource(
            TokenSource upstream, RetryPolicy policy, TokenClock clock, TokenTimer timer, RandomGenerator random) {
        this.upstream = upstream;
        this.policy = policy;
        this.clock = clock;
        this.timer = timer;
        this.random = random;
    }

    @Override
    public CompletableFuture<AccessToken> token() {
        return new Fetch(upstream::token).start();
    }

    @Override
    public CompletableFuture<AccessToken> invalidate(Secret rejected) {
        return new Fetch(() -> upstream.invalidate(rejected)).start();
    }

    /** One call's attempts. What is under way is noted before anything may follow it, so that no cancellation is missed. */
    private final class Fetch {

        private final Supplier<CompletableFuture<AccessToken>> request;
        private final CompletableFuture<AccessToken> outcome = new CompletableFuture<>();
        private final long startedAt = clock.nanoTime();
        private int attempts; // written by one attempt after the other
        private volatile @Nullable Future<?> underWay;

        Fetch(Supplier<CompletableFuture<AccessToken>> request) {
            this.request = request;
        }

        CompletableFuture<AccessToken> start() {
            var unused = outcome.whenComplete((token, failure) -> {
                Future<?> last = underWay;
                if (last != null) {
                    last.cancel(true); // no effect unless it was the caller who completed the outcome
                }
            });
            attempt();
            return outcome;
        }

        private void attempt() {
            if (outcome.isDone()) {
                return;
            }
            attempts++;
            try {
                CompletableFuture<AccessToken> attempt = request.get();
                note(attempt);
                var unused = attempt.whenComplete(this::settle);
            } catch (RuntimeException | Error e) { // it promised not to throw
                settle(null, e);
            }
        }

        private void settle(@Nullable AccessToken token, @Nullable Throwable wrapped) {
            if (wrapped == null) {
                outcome.complete(token);
                return;
            }
            Throwable failure = TokenException.unwrap(wrapped);
            try {
                Optional<Duration> wait = failure instanceof TokenException told ? waitAfter(told) : Optional.empty();
                if (wait.isPresent() && !outcome.isDone()) {
                    attemptAfter(wait.get(), failure);
                    return;
                }
            } catch (RuntimeException | Error e) { // a timer that was stopped: nobody would begin the next attempt
                LOG.debug("There is no further attempt: {}", e.toString());
            }
            outcome.completeExceptionally(failure);
        }

        private Optional<Duration> waitAfter(TokenException failure) {
            Duration elapsed = Duration.ofNanos(clock.nanoTime() - startedAt);
            return policy.waitAfter(attempts, elapsed, failure, random.nextDouble());
        }

        private void attemptAfter(Duration wait, Throwable failure) {
            LOG.debug(
                    "Attempt {} of {} failed, the next is made in {} ms. {}",
                    attempts,
                    policy.maxAttempts(),
                    wait.toMillis(),
                    failure.getMessage());
            CompletableFuture<Void> pause = new CompletableFuture<>();
            Runnable cancel = timer.after(wait, () -> pause.complete(null));
            var unused = pause.whenComplete((over, cancelled) -> cancel.run()); // no effect if it was the timer
            note(pause);
            var unusedToo = pause.thenRun(this::attempt);
        }

        private void note(Future<?> next) {
            underWay = next;
            if (outcome.isDone()) {
                next.cancel(true); // completed before it was noted
            }
        }
    }
}
