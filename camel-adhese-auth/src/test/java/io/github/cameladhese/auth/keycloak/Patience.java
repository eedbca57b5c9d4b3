package io.github.cameladhese.auth.keycloak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what is certain to come soon, for so long that no slow machine fails a test. */
final class Patience {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private Patience() {}

    /** @param what for the error, if it does not come */
    static void awaitThat(String what, Callable<Boolean> come) {
        await(what).atMost(LONG_ENOUGH).until(come);
    }
}
