package io.github.cameladhese.auth.client;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportCloseTest {

    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access_token\":";

    @Test
    void leavesNoThread() {
        Set<Thread> before = clientThreads();
        try (Bench bench = new Bench("http://127.0.0.1:1")) {
            bench.transport();
            Set<Thread> mine = clientThreads();
            mine.removeAll(before);
            assertThat(mine).isNotEmpty();

            bench.transport().close();

            await().until(() -> mine.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    void leavesNoThreadAfterARequest() {
        Set<Thread> before = clientThreads();
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(RawServer.token("t"));
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            bench.token();
            Set<Thread> mine = clientThreads();
            mine.removeAll(before);
            assertThat(mine).isNotEmpty();

            bench.transport().close();

            await().until(() -> mine.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    void closesAConnectionThatWaitsForItsNextRequest() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(RawServer.token("t"));
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            bench.token();
            assertThat(server.connections()).singleElement().matches(connection -> !connection.isOver());

            bench.transport().close();

            await().until(() -> server.connections().get(0).isOver());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", HALF})
    void endsARequestThatWaitsAndItsConnection(String written) throws InterruptedException {
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
            assertThat(pending).isNotDone();

            bench.transport().close();

            assertTransient(bench.failure(pending));
            await().until(() -> server.connections().get(0).isOver());
        }
    }

    @Test
    void endsEveryRequestThatWaits() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            CompletableFuture<AccessToken> first = bench.client().token();
            CompletableFuture<AccessToken> second = bench.client().token();
            await().until(() -> server.requests().size() == 2);

            bench.transport().close();

            assertTransient(bench.failure(first));
            assertTransient(bench.failure(second));
            await().until(() -> server.connections().stream().allMatch(RawServer.Connection::isOver));
        }
    }

    /** As a pool does that grows when an answer comes: its threads outlive the account whose answer that was. */
    @Test
    void interruptsNoThreadThatWasStartedForItsAnswers() {
        CountDownLatch closed = new CountDownLatch(1);
        Queue<FutureTask<Boolean>> started = new ConcurrentLinkedQueue<>();
        Executor aThreadEach = step -> {
            FutureTask<Boolean> peaceful = new FutureTask<>(() -> {
                step.run();
                closed.await();
                return !Thread.currentThread().isInterrupted();
            });
            started.add(peaceful);
            new Thread(peaceful).start();
        };
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(RawServer.token("t"));
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            HttpTransport transport = new HttpTransport(
                    new TransportSettings(Duration.ofSeconds(10), null, null), aThreadEach, bench.timer);
            bench.client(transport).token().orTimeout(20, TimeUnit.SECONDS).join();

            transport.close();
            closed.countDown();

            assertThat(started).isNotEmpty().allSatisfy(thread -> assertThat(thread.get(20, TimeUnit.SECONDS))
                    .isTrue());
        }
    }

    @Test
    void letsNoFurtherRequestOut() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write(RawServer.token("t"));
                    connection.awaitHangUp();
                });
                Bench bench = bench(server)) {
            bench.token();
            bench.transport().close();

            assertTransient(bench.failure());
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void doesNothingTheSecondTime() {
        try (Bench bench = new Bench("http://127.0.0.1:1")) {
            HttpTransport transport = bench.transport();

            transport.close();
            assertThatCode(transport::close).doesNotThrowAnyException();
        }
    }

    @Test
    void endsOnlyItsOwnRequests() {
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
                Bench bench = bench(server);
                Bench other = bench(server)) {
            CompletableFuture<AccessToken> pending = bench.client().token();
            await().until(() -> server.requests().size() == 1);

            other.transport().close();
            go.countDown();

            assertThat(pending.orTimeout(20, TimeUnit.SECONDS).join().value()).isEqualTo("t");
        }
    }

    @Test
    void failsAtOnceWithoutTheTimerThatWouldEndTheRequest() {
        try (RawServer server = new RawServer(RawServer.Connection::awaitHangUp);
                Bench bench = bench(server)) {
            bench.timer.shutdownNow();

            assertTransient(bench.failure());
        }
    }

    @Test
    void failsWithoutTheExecutorThatWouldRunTheRequest() {
        try (RawServer server = new RawServer(RawServer.Connection::awaitHangUp);
                Bench bench = bench(server)) {
            bench.transport();
            bench.executor.shutdownNow();

            assertTransient(bench.failure());
        }
    }

    /** Whose requests nothing but {@code close()} can end. */
    private static Bench bench(RawServer server) {
        return new Bench(server.url()).requestTimeout(Duration.ofHours(1));
    }

    private static void assertTransient(TokenException failure) {
        assertThat(failure).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.status()).isEmpty();
    }

    /** The threads that clients have started, this test's and others'. */
    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .collect(toSet());
    }
}
