package io.github.cameladhese.auth.client;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * The JDK's HTTP client with an end. Until Java 21 it has no way to be closed: its thread goes on until the garbage
 * collector finds the client. Threads inherit the group of the thread that starts them, so the client is built within a
 * group of its own, and the threads that are there once it is built are the client's. They are interrupted at the end, which
 * makes them stop; threads that they start later, for an executor or what hangs on it, are in the group too but not ours.
 */
final class ClosableHttpClient implements AutoCloseable {

    private final HttpClient client;
    private final List<Thread> threads;

    ClosableHttpClient(HttpClient.Builder builder) {
        FutureTask<Built> build = new FutureTask<>(() -> new Built(builder.build(), othersHere()));
        new Thread(new ThreadGroup("adhese-auth-http"), build, "adhese-auth-http").start();
        try {
            Built built = build.get();
            client = built.client();
            threads = built.threads();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the HTTP client was started. Start the route again.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The HTTP client could not be started: " + e.getCause(), e.getCause());
        }
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        if (!shutDownNow()) {
            threads.forEach(Thread::interrupt);
        }
    }

    /** {@code HttpClient.shutdownNow()}, which Java 21 brought. */
    private boolean shutDownNow() {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
            return true;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    private static List<Thread> othersHere() {
        ThreadGroup here = Thread.currentThread().getThreadGroup();
        Thread[] all = new Thread[here.activeCount() + 8];
        return Stream.of(all)
                .limit(here.enumerate(all))
                .filter(thread -> !thread.equals(Thread.currentThread()))
                .toList();
    }

    private record Built(HttpClient client, List<Thread> threads) {}
}
