package io.github.cameladhese.auth.keycloak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Keycloak's own distribution as a process on a free loopback port, with realm {@value #REALM} in a database that is gone when
 * it stops. If it does not start, the error says why and shows the end of its log.
 */
final class KeycloakServer implements AutoCloseable {

    static final String REALM = "customer-name";
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin-password-not-real";

    /** The system chooses it when it is bound, so that nobody can take it in between. */
    static final int ANY_PORT = 0;

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(30);
    private static final int LINES_TO_SHOW = 60;

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private volatile String url = "";

    private KeycloakServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the server on a free port and returns once it answers. */
    static KeycloakServer start(Path home, Path log, Duration patience) {
        return start(home, log, patience, ANY_PORT);
    }

    /**
     * Starts the server and returns once it answers.
     *
     * @param home the unpacked distribution; the realm is put into its {@code data/import}
     * @param log where its output goes, overwritten
     * @param patience how long it may take; a first start prepares the distribution and takes several times as long as a
     *     later one
     * @param port {@value #ANY_PORT} for a free one
     * @throws IllegalStateException if it does not answer in time, or ends before
     */
    static KeycloakServer start(Path home, Path log, Duration patience, int port) {
        Path script = home.resolve("bin/kc.sh");
        if (!Files.isExecutable(script)) {
            throw new IllegalStateException(
                    "No Keycloak at " + home + ": " + script
                            + " is missing. Run mvn verify, which unpacks it, or mvn -DskipITs verify to do without these tests.");
        }
        KeycloakServer server;
        try {
            offer("realm-" + REALM + ".json", home.resolve("data/import"));
            Files.createDirectories(log.toAbsolutePath().getParent());
            server = new KeycloakServer(builder(script, log, port).start(), log);
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak at " + home + " could not be run: " + e, e);
        }
        // Also if the run is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "keycloak-stop"));
        try {
            server.awaitReady(patience);
        } catch (RuntimeException | Error e) {
            server.stop();
            throw e;
        }
        return server;
    }

    /** What {@code authServerUrl} has to be. */
    String url() {
        return url;
    }

    /** For the next one that is to be where this one was. */
    int port() {
        return URI.create(url).getPort();
    }

    /** Stops the server and waits for its end. A second call does nothing. */
    void stop() {
        // kc.sh runs Java as a child, or becomes it: after a first start it is the latter.
        List<ProcessHandle> handles = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        handles.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE_AT_STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        handles.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        stop();
    }

    private static void offer(String realmFile, Path imports) throws IOException {
        Files.createDirectories(imports);
        try (InputStream realm = KeycloakServer.class.getResourceAsStream("/keycloak/" + realmFile)) {
            Files.copy(realm, imports.resolve(realmFile), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static ProcessBuilder builder(Path script, Path log, int port) {
        // Health and metrics are off, and with them the management port.
        ProcessBuilder builder = new ProcessBuilder(
                script.toAbsolutePath().toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        Map<String, String> environment = builder.environment();
        // Nothing of KC_… or JAVA_OPTS, which a developer may have set for another Keycloak.
        environment.keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Its life is too short for the second compiler to pay: until it answers, 34 s of processor time instead of 54.
        environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }

    private void awaitReady(Duration patience) {
        long startedAt = System.nanoTime();
        try {
            await().atMost(patience)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !process.isAlive() || answersWellKnown());
        } catch (ConditionTimeoutException e) {
            throw notStarted("it did not answer within " + patience.toSeconds() + " s", e);
        }
        if (!process.isAlive()) {
            long seconds = Duration.ofNanos(System.nanoTime() - startedAt).toSeconds();
            throw notStarted("it ended with exit code " + process.exitValue() + " after " + seconds + " s", null);
        }
    }

    private boolean answersWellKnown() throws InterruptedException {
        Matcher listening = LISTENING.matcher(logged());
        if (!listening.find()) {
            return false;
        }
        url = listening.group(1);
        URI wellKnown = URI.create(url + "/realms/" + REALM + "/.well-known/openid-configuration");
        HttpRequest request = HttpRequest.newBuilder(wellKnown)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private IllegalStateException notStarted(String reason, Throwable cause) {
        List<String> lines = logged().lines().toList();
        return new IllegalStateException(
                "Keycloak did not start, so that its tests cannot run: " + reason + ". The end of " + log + ":\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TO_SHOW), lines.size())),
                cause);
    }

    private String logged() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }
}
