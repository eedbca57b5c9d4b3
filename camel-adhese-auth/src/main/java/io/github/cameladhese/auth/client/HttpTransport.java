package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
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

/**
 * Sends token requests over HTTP, several at a time, and holds no thread while it waits. The JDK's client is used since it
 * logs nothing: others write the secret and the token to their DEBUG log. Redirects are never followed, cookies never kept,
 * and no answer is larger than {@link BoundedBody#MOST}. Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {

    private static final String CLOSED = "the connections were closed";

    private final ScheduledExecutorService timer;
    private final ClosableHttpClient http;
    private final Set<Pending> open = ConcurrentHashMap.newKeySet();
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
     * @return the answer, or an {@link IOException}
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
        Pending pending = new Pending(answer, sent);
        open.add(pending);
        var unused = sent.whenComplete((response, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(answerOf(response)); // without a body, as when a proxy refuses the connection
            }
        });
        var unusedToo = answer.whenComplete((received, failure) -> open.remove(pending));
        giveUpAfter(deadline, pending);
        if (closed) {
            pending.giveUp(new IOException(CLOSED)); // closed between the check above and being open
        }
        return answer;
    }

    /** Ends all requests, connections and threads; what is open fails with an {@link IOException}. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        open.forEach(pending -> pending.giveUp(new IOException(CLOSED)));
        http.close();
    }

    private void giveUpAfter(Duration deadline, Pending pending) {
        try {
            Future<?> end = timer.schedule(
                    () -> pending.giveUp(
                            new HttpTimeoutException("no complete answer within " + deadline.toMillis() + " ms")),
                    deadline.toNanos(),
                    TimeUnit.NANOSECONDS);
            var unused = pending.answer.whenComplete((answer, failure) -> end.cancel(false));
        } catch (RejectedExecutionException e) { // stopped: a request that nobody would end must not go on
            pending.giveUp(e);
        }
    }

    /**
     * Completes the answer with the body's last byte, in the executor that was given: what {@code sendAsync} returns completes
     * in a pool of the JVM's, where an application may hold it up.
     */
    private static HttpResponse.BodyHandler<byte[]> bodyFor(CompletableFuture<Answer> answer) {
        return head -> {
            BoundedBody body = new BoundedBody(head.statusCode());
            var unused = body.getBody().whenComplete((bytes, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(answer(head.statusCode(), head.headers(), bytes));
                }
            });
            return body;
        };
    }

    private static Answer answerOf(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return answer(response.statusCode(), response.headers(), body == null ? new byte[0] : body);
    }

    private static Answer answer(int status, HttpHeaders headers, byte[] body) {
        return new Answer(
                status,
                headers.firstValue("Content-Type").orElse(""),
                headers.firstValue("Location").orElse(""),
                body);
    }

    /** A request under way. */
    private static final class Pending {

        private final CompletableFuture<Answer> answer;
        private final Future<?> sent;

        Pending(CompletableFuture<Answer> answer, Future<?> sent) {
            this.answer = answer;
            this.sent = sent;
        }

        void giveUp(Exception reason) {
            answer.completeExceptionally(reason);
            sent.cancel(true); // closes the connection
        }
    }
}
