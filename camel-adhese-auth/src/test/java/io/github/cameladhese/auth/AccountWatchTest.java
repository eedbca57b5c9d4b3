package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTrouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is logged when two threads tell of the same trouble the wrong way round. */
class AccountWatchTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private final TokenSettings settings = settings();
    private final AccountWatch watch = new AccountWatch(Scheme.ADHESE, settings, TokenListeners.NONE);

    @Test
    void aFailureThatIsToldAfterItsEndIsNoNewOutage() {
        watch.fixed(true);
        try (CapturedLogs logs = new CapturedLogs()) {
            watch.recovered(new TokenEvent.Recovered(id(), trouble(SINCE, true)));
            watch.failed(new TokenEvent.Failed(id(), trouble(SINCE, false), Optional.empty()));
            assertThat(loud(logs)).isEmpty();

            watch.failed(new TokenEvent.Failed(id(), trouble(SINCE.plusSeconds(60), false), Optional.empty()));
            watch.recovered(new TokenEvent.Recovered(id(), trouble(SINCE.plusSeconds(60), true)));
            assertThat(loud(logs)).hasSize(2);
        }
    }

    @Test
    void whatTheApplicationDoesNotRelyOnIsNotWorthAWarningBeforeItsFirstToken() {
        try (CapturedLogs logs = new CapturedLogs()) {
            watch.failed(new TokenEvent.Failed(id(), trouble(SINCE, false), Optional.empty()));
            assertThat(loud(logs)).isEmpty();
        }
    }

    private TokenTrouble trouble(Instant since, boolean over) {
        return new TokenTrouble(
                new TokenEndpointUnavailableException(
                        TokenFailure.unanswered(settings.client().target(), true), "No token.", null),
                since,
                since,
                1,
                Optional.empty(),
                over ? Optional.of(since.plusSeconds(1)) : Optional.empty());
    }

    private TokenAccountId id() {
        return watch.account();
    }

    private static List<String> loud(CapturedLogs logs) {
        return logs.lines(AccountWatch.class.getName()::equals).stream()
                .map(CapturedLogs.Line::text)
                .filter(text -> !text.startsWith("DEBUG"))
                .toList();
    }

    private static TokenSettings settings() {
        AdheseAuthConfiguration options = new AdheseAuthConfiguration();
        options.setRealm("customer-name");
        options.setClientId("id");
        options.setClientSecret("test-secret-not-real");
        return new SettingsReader(options).read();
    }
}
