package io.github.cameladhese.auth.keycloak;

import static io.github.cameladhese.auth.keycloak.Patience.awaitThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.TokenStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A Keycloak of this test's own is stopped and started again while messages go through a route. It forgets its keys with that,
 * since its database is in memory, so that the API sees tokens that are signed with two of them.
 */
class KeycloakRestartIT {

    private static final String STEP = "adhese-auth:customer-name";

    /** That of the realm: longer than the wait for a refresh and a slow start take together. */
    private static final Duration LIFETIME = ofMinutes(5);

    /** Nine tenths, the most, so that the refresh is soon: after a twentieth to three twentieths of the lifetime. */
    private static final Duration REFRESH_AHEAD = LIFETIME.multipliedBy(9).dividedBy(10);

    /** A twentieth of the lifetime less a fifth: what a pause is at the least, but for the first four. */
    private static final Duration PAUSE = LIFETIME.dividedBy(20).multipliedBy(4).dividedBy(5);

    @Test
    void noExchangeNoticesARestartWhileATokenIsValid() throws Exception {
        try (KeycloakServer server = KeycloakExtension.start("keycloak-stopped.log", KeycloakServer.ANY_PORT);
                GuardedApi api = new GuardedApi(server);
                CustomerApp app = new CustomerApp(server)) {
            app.options().setRefreshAhead(REFRESH_AHEAD);
            app.startCalling(STEP, api.url());
            try (Load load = new Load(app, STEP, 8, ofMillis(100))) {
                awaitThat("exchanges", () -> api.letIn() >= 100);
                long downAt = System.nanoTime();
                TokenStatus before = app.status(STEP);
                server.stop();
                awaitThat("a refresh in the outage", () -> app.status(STEP).failures() > 0);
                int tokensBefore = api.tokens();

                try (KeycloakServer again = KeycloakExtension.start("keycloak-restarted.log", server.port())) {
                    awaitThat("a token from the restarted server", () -> api.tokens() > tokensBefore);
                    TokenStatus after = app.status(STEP);
                    Duration outage = Duration.ofNanos(System.nanoTime() - downAt);
                    load.end();

                    assertThat(again.url()).isEqualTo(server.url());
                    assertThat(load.failures())
                            .as("of %d exchanges", load.sent())
                            .isEmpty();
                    assertThat(api.refusals()).isEmpty();
                    assertThat(api.letIn()).isEqualTo(load.sent());
                    assertThat(api.keys()).as("keys of the realm").isEqualTo(2);

                    long failures = after.failures() - before.failures();
                    assertThat(failures).isBetween(1L, 5 + outage.dividedBy(PAUSE));
                    assertThat(after.requests() - before.requests())
                            .as("one for each failure and each token")
                            .isEqualTo(failures + after.issued() - before.issued());
                }
            }
        }
    }
}
