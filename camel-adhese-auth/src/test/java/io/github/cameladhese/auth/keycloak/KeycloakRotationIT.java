package io.github.cameladhese.auth.keycloak;

import static io.github.cameladhese.auth.keycloak.Patience.awaitThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The client secret is regenerated while routes run that read it from a file. */
@ExtendWith(KeycloakExtension.class)
class KeycloakRotationIT {

    private static final String STEP = "adhese-auth:customer-name";

    /** Its tokens live for 3 s. */
    private static final String ROTATING = "rotating-integration";

    /** Its tokens live for 300 s. */
    private static final String STEADILY_ROTATING = "steadily-rotating-integration";

    @TempDir
    private Path directory;

    private final KeycloakServer server;
    private final KeycloakAdmin admin;
    private final VerifyingApi api;

    KeycloakRotationIT(KeycloakServer server) {
        this.server = server;
        this.admin = new KeycloakAdmin(server);
        this.api = new VerifyingApi(server);
    }

    @Test
    void goesOnWithoutARestartOnceTheFileHasTheRotatedSecret() throws Exception {
        Path file = secretFile(admin.rotateSecret(ROTATING));
        FakeClock clock = new FakeClock();
        try (CustomerApp app = rotating(ROTATING, file).withClock(clock).start(STEP)) {
            Exchange first = app.call(STEP);
            assertThat(clientOf(first)).isEqualTo(ROTATING);

            String rotated = admin.rotateSecret(ROTATING);
            assertThat(authorization(app.call(STEP)))
                    .as("the token is good, though the secret is void")
                    .isEqualTo(authorization(first));

            clock.advance(ofSeconds(4));
            for (int call = 0; call < 20; call++) {
                assertThat(app.call(STEP).getException())
                        .as("nobody has changed the file yet")
                        .isInstanceOf(CredentialsRejectedException.class);
            }
            assertThat(app.status(STEP).requests())
                    .as("one in the pause, and the first")
                    .isEqualTo(2);

            replace(file, rotated);
            Exchange second = app.call(STEP);
            assertThat(clientOf(second)).isEqualTo(ROTATING);
            assertThat(authorization(second)).isNotEqualTo(authorization(first));
            assertThat(app.status(STEP).requests()).isEqualTo(3);
        }
    }

    /** Tokens of 300 s, renewed after 135 to 165 s, and a rotation of which the file knows nothing at first. */
    @Test
    void noExchangeFailsWhileATokenIsLive() throws Exception {
        Path file = secretFile(admin.rotateSecret(STEADILY_ROTATING));
        FakeClock clock = new FakeClock();
        try (CustomerApp app =
                        rotating(STEADILY_ROTATING, file).withClock(clock).start(STEP);
                Load load = new Load(app, STEP, 4, ofMillis(50))) {
            String first = authorization(app.call(STEP));

            String rotated = admin.rotateSecret(STEADILY_ROTATING);
            clock.advance(ofSeconds(170));
            awaitThat("the refresh failed", () -> app.status(STEP).failures() == 1);
            clock.advance(ofSeconds(20)); // less than the pause, more than the time between two looks at the file
            long sent = load.sent();
            awaitThat("messages go on", () -> load.sent() >= sent + 50);
            assertThat(authorization(app.call(STEP))).isEqualTo(first);
            assertThat(app.status(STEP).requests()).isEqualTo(2);

            replace(file, rotated);
            clock.advance(ofSeconds(1));
            awaitThat("the next token", () -> app.status(STEP).issued() == 2);
            Exchange second = app.call(STEP);
            assertThat(clientOf(second)).isEqualTo(STEADILY_ROTATING);
            assertThat(authorization(second)).isNotEqualTo(first);
            assertThat(app.status(STEP).requests()).isEqualTo(3);

            load.end();
            assertThat(load.failures()).as("of %d exchanges", load.sent()).isEmpty();
        }
    }

    /** Tokens of 3 s by the real clock, so that the last one is over before the file is changed. */
    @Test
    void noExchangeFailsAfterTheFileHasChanged() throws Exception {
        Path file = secretFile(admin.rotateSecret(ROTATING));
        try (CustomerApp app = rotating(ROTATING, file).start(STEP);
                Load load = new Load(app, STEP, 16, ofMillis(100))) {
            awaitThat("messages", () -> load.sent() >= 100);
            assertThat(load.failures()).isEmpty();

            String rotated = admin.rotateSecret(ROTATING);
            awaitThat("rejections", () -> rejections(load) >= 50);
            assertThat(app.status(STEP).failures())
                    .as("one request with the secret that is void, and what a slow machine may have given up")
                    .isBetween(1L, 3L);

            long issued = app.status(STEP).issued();
            replace(file, rotated);
            long changedAt = System.nanoTime();
            awaitThat("another token", () -> app.status(STEP).issued() > issued);
            long sent = load.sent();
            awaitThat("messages", () -> load.sent() >= sent + 300);
            load.end();

            assertThat(load.failuresSince(changedAt)).as("failures since then").isEmpty();
            assertThat(clientOf(app.call(STEP))).isEqualTo(ROTATING);
        }
    }

    private static long rejections(Load load) {
        return load.failures().stream()
                .filter(failure -> failure.reason() instanceof CredentialsRejectedException)
                .count();
    }

    private CustomerApp rotating(String client, Path file) {
        CustomerApp app = new CustomerApp(server);
        app.options().setClientId(client);
        app.options().setClientSecret(null);
        app.options().setClientSecretFile(file.toString());
        return app;
    }

    private Path secretFile(String secret) throws IOException {
        return Files.writeString(directory.resolve("client-secret"), secret);
    }

    /** At once, as Kubernetes does it: a file that is being written could be read half. */
    private void replace(Path file, String secret) throws IOException {
        Path next = Files.writeString(directory.resolve("client-secret.next"), secret);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String authorization(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader("Authorization", String.class);
    }

    private String clientOf(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return api.claims(exchange).get("azp").asText();
    }
}
