package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.TokenRequest;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records {@link ClientSettings} and {@link TransportSettings}: if they could be built, they are valid. */
class SettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT-0.000000001S"})
    void refuseTimesThatAreNotMoreThanZero(Duration time) {
        assertThatThrownBy(() -> settings(time, SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requestTimeout must be more than zero, but is " + time);
        assertThatThrownBy(() -> settings(SECOND, time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("defaultLifetime must be more than zero, but is " + time);
        assertThatThrownBy(() -> new TransportSettings(time, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectTimeout must be more than zero, but is " + time);
    }

    @Test
    void showNoSecret() {
        assertThat(settings(SECOND, SECOND).toString()).doesNotContain("marker-secret");
    }

    @Test
    void makeAClientThatFollowsNoRedirectKeepsNoCookieAndLogsInNowhere() {
        HttpClient client = new TransportSettings(SECOND, null, null).builder().build();

        assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        assertThat(client.cookieHandler()).isEmpty();
        assertThat(client.authenticator()).isEmpty();
        assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(client.connectTimeout()).contains(SECOND);
    }

    private static ClientSettings settings(Duration requestTimeout, Duration defaultLifetime) {
        TokenRequest request = WireFile.Request.POST.at("https://auth.we.adhese.org");
        return new ClientSettings(
                new TokenTarget("customer-name", request.tokenUrl()),
                TokenFormat.form(),
                request,
                ClientSecret.of(Secret.of("marker-secret")),
                requestTimeout,
                defaultLifetime);
    }
}
