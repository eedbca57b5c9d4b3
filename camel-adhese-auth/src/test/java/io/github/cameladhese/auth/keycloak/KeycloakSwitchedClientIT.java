package io.github.cameladhese.auth.keycloak;

import static io.github.cameladhese.auth.keycloak.Patience.awaitThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client is switched off and on again while routes run. Its tokens live for 300 s and are renewed after 135 to 165 s. */
@ExtendWith(KeycloakExtension.class)
class KeycloakSwitchedClientIT {

    private static final String STEP = "adhese-auth:customer-name";
    private static final String CLIENT = "switched-integration";

    private final FakeClock clock = new FakeClock();
    private final KeycloakServer server;
    private final KeycloakAdmin admin;
    private final VerifyingApi api;

    KeycloakSwitchedClientIT(KeycloakServer server) {
        this.server = server;
        this.admin = new KeycloakAdmin(server);
        this.api = new VerifyingApi(server);
    }

    @AfterEach
    void switchOn() {
        admin.setEnabled(CLIENT, true);
    }

    @Test
    void goesOnWithALiveTokenUntilTheClientIsBack() throws Exception {
        try (CustomerApp app = app();
                Load load = new Load(app, STEP, 4, ofMillis(50))) {
            awaitCalls(app, 10);
            String first = authorization(app.call(STEP));

            admin.setEnabled(CLIENT, false);
            clock.advance(ofSeconds(170));
            awaitThat("the refresh failed", () -> app.status(STEP).failures() == 1);
            awaitCalls(app, 50);
            assertThat(authorization(app.call(STEP))).isEqualTo(first);

            clock.advance(ofSeconds(23)); // a pause of 30 s less a fifth is 24 s
            awaitCalls(app, 50);
            assertThat(authorization(app.call(STEP))).isEqualTo(first);
            assertThat(app.status(STEP).requests())
                    .as("one refresh in the pause")
                    .isEqualTo(2);

            admin.setEnabled(CLIENT, true);
            clock.advance(ofSeconds(14)); // and with a fifth more 36 s
            awaitThat("the next token", () -> app.status(STEP).issued() == 2);
            assertThat(authorization(app.call(STEP))).isNotEqualTo(first);
            assertThat(app.status(STEP).requests()).isEqualTo(3);

            load.end();
            assertThat(load.failures()).as("of %d exchanges", load.sent()).isEmpty();
        }
    }

    @Test
    void withoutATokenTheNextExchangeAfterThePauseWorks() throws Exception {
        admin.setEnabled(CLIENT, false);
        try (CustomerApp app = app()) {
            for (int call = 0; call < 50; call++) {
                assertThat(app.call(STEP).getException()).isInstanceOf(CredentialsRejectedException.class);
            }
            assertThat(app.status(STEP).requests()).isEqualTo(1);

            admin.setEnabled(CLIENT, true);
            clock.advance(ofSeconds(23));
            assertThat(app.call(STEP).getException())
                    .as("nothing tells that the client is back")
                    .isInstanceOf(CredentialsRejectedException.class);
            assertThat(app.status(STEP).requests()).isEqualTo(1);

            clock.advance(ofSeconds(14));
            authorization(app.call(STEP));
            assertThat(app.status(STEP).requests()).isEqualTo(2);
        }
    }

    private CustomerApp app() throws Exception {
        CustomerApp app = new CustomerApp(server).withClock(clock);
        app.options().setClientId(CLIENT);
        return app.start(STEP);
    }

    private String authorization(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(api.claims(exchange).get("azp").asText()).isEqualTo(CLIENT);
        return exchange.getMessage().getHeader("Authorization", String.class);
    }

    /** Until that many more were made. */
    private static void awaitCalls(CustomerApp app, int more) {
        int before = app.apiCalls().size();
        awaitThat(more + " messages got through", () -> app.apiCalls().size() >= before + more);
    }
}
