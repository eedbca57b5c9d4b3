package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.TokenRequest;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.TokenTarget;
import java.time.Duration;

/**
 * What a {@link TokenClient} asks, and how long it waits. If it could be built, it is valid.
 *
 * @param target whose token it is, for messages
 * @param format how the endpoint is asked and how it answers
 * @param request what is asked
 * @param secret read anew for every request
 * @param requestTimeout from before the connection is opened until the last byte of the answer, more than zero
 * @param defaultLifetime of a token whose lifetime is told neither by the answer nor by itself, more than zero
 */
public record ClientSettings(
        TokenTarget target,
        TokenFormat format,
        TokenRequest request,
        ClientSecret secret,
        Duration requestTimeout,
        Duration defaultLifetime) {

    public ClientSettings {
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("defaultLifetime", defaultLifetime);
    }

    private static void requirePositive(String option, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(option + " must be more than zero, but is " + value);
        }
        if (value.compareTo(AccessToken.LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(option + " must be at most a day, but is " + value);
        }
    }
}
