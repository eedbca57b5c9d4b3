package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Sends token requests over HTTP, several at a time, and holds no thread while it waits. The JDK's client is used since it
 * logs nothing: others write the secret and the token to their DEBUG log. Redirects are never followed, cookies never kept,
 * and no answer is larger than {@link BoundedBody#MOST}. Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {

    private static final String CLOSED = "the connections were closed";

    private final ScheduledExecutorService timer;
    private final ClosableHttpClient http;
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet(); // what ends each request under way
    private volatile boolean closed;

    /**
     * @param settings how connections are made
     * @param executor runs the steps of an exchange, none of which blocks
     * @param timer ends requests that take too long
     */
    public HttpTransport(TransportSettings settings, Executor executor, ScheduledExecutorService timer) {
        this.timer = timer;
        this.http = new ClosableHttpClient(settings.builder().executor(executor));
    }

    /**
     * Sends the request by POST.
     *
     * @param deadline from now until the last byte of the answer; past it, the request is given up
     * @return the answer, or an {@link IOException}; cancelling it gives the request up, too
     */
    CompletableFuture<Answer> post(URI url, WireRequest request, Duration deadline) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException(CLOSED));
        }
        HttpRequest.Builder post = HttpRequest.newBuilder(url)
                .POST(BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8))
                .header("Content-Type", request.contentType())
                .header("Accept", "application/json");
        request.authorization().ifPresent(value -> post.header("Authorization", value));

        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture<HttpResponse<byte[]>> sent = http.client().sendAsync(post.build(), bodyFor(answer));
        var unused = sent.whenComplete((response, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(answerOf(response)); // without a body, as when a proxy refuses the connection
            }
        });
        BiConsumer<Answer, Throwable> hangUp = (received, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        };
        CompletableFuture<Answer> given = answer.whenComplete(hangUp); // before anyone is told and may try again
        Runnable end = () -> answer.completeExceptionally(new IOException(CLOSED));
        open.add(end);
        var unusedToo = given.whenComplete(hangUp)
                .whenComplete((received, failure) -> { // if it was the caller who gave up
                    answer.cancel(true);
                    open.remove(end);
                });
        giveUpAfter(deadline, answer);
        if (closed) {
            end.run(); // closed between the check above and being open
        }
        return given;
    }

    /** How many requests are under way. */
    int open() {
        return open.size();
    }

    /** Ends all requests, connections and threads; what is open fails with an {@link IOException}. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Runnable::run);
        http.close();
    }

    private void giveUpAfter(Duration deadline, CompletableFuture<Answer> answer) {
        try {
            Future<?> end = timer.schedule(
                    () -> answer.completeExceptionally(
                            new HttpTimeoutException("no complete answer within " + deadline.toMillis() + " ms")),
                    deadline.toNanos(),
                    TimeUnit.NANOSECONDS);
            var unused = answer.whenComplete((received, failure) -> end.cancel(false));
        } catch (RejectedExecutionException e) { // stopped: a request that nobody would end must not go on
            answer.completeExceptionally(e);
        }
    }

    /**
     * Completes the answer with the body's last byte, in the executor that was given: what {@code sendAsync} returns completes
     * in a pool of the JVM's, where an application may hold it up.
     */
    private static HttpResponse.BodyHandler<byte[]> bodyFor(CompletableFuture<Answer> answer) {
        return head -> {
            BoundedBody body = new BoundedBody(head);
            var unused = body.getBody().whenComplete((bytes, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(new Answer(head.statusCode(), head.headers(), bytes));
                }
            });
            return body;
        };
    }

    private static Answer answerOf(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return new Answer(response.statusCode(), response.headers(), body == null ? new byte[0] : body);
    }
}
