package io.github.cameladhese.auth.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One fetch under way, and those who wait for it. Thread-safe. */
final class Flight {

    private final @Nullable Secret rejected;
    private final boolean waitedFor;
    private final Duration longest;
    private final CompletableFuture<AccessToken> fetched = new CompletableFuture<>();
    private final CompletableFuture<AccessToken> outcome = new CompletableFuture<>();
    private final AtomicReference<Runnable> bound = new AtomicReference<>(() -> {});
    private volatile String secretVersion = "";
    private volatile boolean requested;
    private volatile @Nullable TokenException overdue;
    private volatile @Nullable CompletableFuture<?> answer;

    private Flight(@Nullable Secret rejected, boolean waitedFor, Duration longest) {
        this.rejected = rejected;
        this.waitedFor = waitedFor;
        this.longest = longest;
    }

    /** Exchanges wait for it, so that it is worth several attempts. */
    static Flight patient(Duration longest) {
        return new Flight(null, true, longest);
    }

    /** A token is there, or the last fetch failed: one attempt, and another one after a pause. */
    static Flight single(Duration longest) {
        return new Flight(null, false, longest);
    }

    /** In place of a token that an API rejected. */
    static Flight insteadOf(Secret rejected, Duration longest) {
        return new Flight(rejected, true, longest);
    }

    /** How long it may take before it is given up. */
    Duration longest() {
        return longest;
    }

    /** Whether a rejection made it necessary. */
    boolean isForced() {
        return rejected != null;
    }

    /** Asks for the token. */
    CompletableFuture<AccessToken> ask(TokenSource once, TokenSource patient) {
        requested = true;
        if (rejected != null) {
            return patient.invalidate(rejected);
        }
        return waitedFor ? patient.token() : once.token();
    }

    /** Whether the token was asked for, and not only taken from those who share it. */
    boolean isRequested() {
        return requested;
    }

    /** The outcome as a future of the caller's own, which can be cancelled without harm to others. */
    CompletableFuture<AccessToken> join() {
        return outcome.copy();
    }

    /** What was fetched, for somebody who cannot use what was held before. */
    CompletableFuture<AccessToken> joinForNew() {
        return fetched.copy();
    }

    void complete(AccessToken token) {
        fetched.complete(token);
        outcome.complete(token);
    }

    /** @param lastResort what those get who can use what was held before, null if there is nothing */
    void fail(TokenException failure, @Nullable AccessToken lastResort) {
        fetched.completeExceptionally(failure);
        if (lastResort != null) {
            outcome.complete(lastResort);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    /** Runs this once the flight is over, however it ends. */
    void atEnd(Runnable task) {
        var unused = fetched.whenComplete((token, failure) -> task.run());
    }

    /** @param cancel of what bounds its time: run once the flight is over, or another bound takes its place */
    void bound(Runnable cancel) {
        bound.getAndSet(cancel).run();
        atEnd(cancel);
    }

    /** What is waited for. */
    void awaits(CompletableFuture<?> newAnswer) {
        answer = newAnswer;
        atEnd(() -> newAnswer.cancel(true));
    }

    /** It took too long: what is waited for is ended before anyone else may ask. */
    void giveUp(TokenException reason) {
        overdue = reason;
        CompletableFuture<?> awaited = answer;
        if (awaited != null) {
            awaited.cancel(true);
        }
    }

    /** Why it was given up, null if it was not. */
    @Nullable
    TokenException overdue() {
        return overdue;
    }

    boolean isOver() {
        return fetched.isDone();
    }

    /** That of the secret just before it was sent. */
    String secretVersion() {
        return secretVersion;
    }

    void secretVersion(String version) {
        secretVersion = version;
    }
}
