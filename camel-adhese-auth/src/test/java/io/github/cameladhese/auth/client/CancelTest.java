package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.AccessToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who cancels the future of a token ends the request that was made for it. */
@ParameterizedClass
@EnumSource
class CancelTest {

    @Parameter
    Provider provider;

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, HEAD + "Content-Length: 100\r\n\r\n", HEAD + "Content-Length: 100\r\n\r\n{\"acc"})
    void closesTheConnectionHoweverFarTheAnswerIs(String written) throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(written);
                    arrived.countDown();
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            CompletableFuture<AccessToken> pending = bench.client().token();
            arrived.await();

            pending.cancel(true);

            await().until(() -> server.connections().get(0).isOver());
            assertThat(pending).isCancelled();
            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void closesTheConnectionOfARequestThatIsJustBeingSent() {
        try (RawServer server = new RawServer(RawServer.Connection::awaitHangUp);
                Bench bench = bench(server)) {
            bench.client().token().cancel(true);

            await().until(() -> server.connections().stream().allMatch(RawServer.Connection::isOver));
        }
    }

    @Test
    void closesTheConnectionWhenTheCallersTimeIsUp() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            CompletableFuture<AccessToken> pending = bench.client().token();
            await().until(() -> server.requests().size() == 1);

            CompletableFuture<AccessToken> late = pending.orTimeout(1, TimeUnit.MILLISECONDS);

            await().until(() -> server.connections().get(0).isOver());
            assertThat(late).isCompletedExceptionally();
        }
    }

    @Test
    void leavesNothingWithTheTransport() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
            timer.setRemoveOnCancelPolicy(true); // as the timer of a Camel context
            try (HttpTransport transport = new HttpTransport(
                    new TransportSettings(Duration.ofSeconds(10), null, null), bench.executor, timer)) {
                CompletableFuture<AccessToken> pending = bench.client(transport).token();
                await().until(() -> server.requests().size() == 1);
                assertThat(transport.open()).isEqualTo(1);
                assertThat(timer.getQueue()).hasSize(1);

                pending.cancel(true);

                assertThat(transport.open()).isZero();
                assertThat(timer.getQueue()).isEmpty();
            } finally {
                timer.shutdownNow();
            }
        }
    }

    @Test
    void harmsNoOtherRequest() {
        CountDownLatch go = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    connection.write(RawServer.token("t"));
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            CompletableFuture<AccessToken> one = bench.client().token();
            CompletableFuture<AccessToken> other = bench.client().token();
            await().until(() -> server.requests().size() == 2);

            one.cancel(true);
            go.countDown();

            assertThat(other.orTimeout(20, TimeUnit.SECONDS).join().value()).isEqualTo("t");
        }
    }

    @Test
    void endsTheRequestOfARetryTooAndMakesNoOther() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            CompletableFuture<AccessToken> pending =
                    bench.retrying(new RetryPolicy(3), bench.clock).token();
            await().until(() -> server.requests().size() == 1);

            pending.cancel(true);

            await().until(() -> server.connections().get(0).isOver());
            assertThat(bench.clock.alarms()).isZero();
            assertThat(bench.client().requests()).isEqualTo(1);
        }
    }

    /** Whose requests nothing but their callers can end. */
    private Bench bench(RawServer server) {
        return new Bench(provider, server.url()).requestTimeout(Duration.ofHours(1));
    }
}
