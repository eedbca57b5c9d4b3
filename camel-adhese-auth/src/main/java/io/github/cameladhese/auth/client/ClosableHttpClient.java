package io.github.cameladhese.auth.client;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The JDK's HTTP client with an end. Until Java 21 it has no way to be closed: its thread goes on until the garbage
 * collector finds the client. Threads inherit the group of the thread that starts them, so the client is built within a
 * group of its own, and whoever is in that group at the end is interrupted, which makes the client's thread stop.
 */
final class ClosableHttpClient implements AutoCloseable {

    private final ThreadGroup threads = new ThreadGroup("adhese-auth-http");
    private final HttpClient client;

    ClosableHttpClient(HttpClient.Builder builder) {
        FutureTask<HttpClient> build = new FutureTask<>(builder::build);
        new Thread(threads, build, "adhese-auth-http").start();
        try {
            client = build.get();
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
            threads.interrupt();
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
}
