package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token endpoint's JSON answer says. */
public sealed interface TokenReply {

    /**
     * A token, and perhaps what the next one may be had with. Not a record: {@code toString} would show them.
     */
    final class Granted implements TokenReply {

        private final String accessToken;
        private final @Nullable Duration lifetime;
        private final @Nullable Set<String> scopes;
        private final @Nullable Secret refreshToken;

        Granted(
                String accessToken,
                @Nullable Duration lifetime,
                @Nullable Set<String> scopes,
                @Nullable Secret refreshToken) {
            this.accessToken = accessToken;
            this.lifetime = lifetime;
            this.scopes = scopes == null ? null : Set.copyOf(scopes);
            this.refreshToken = refreshToken;
        }

        public String accessToken() {
            return accessToken;
        }

        /** How long the token lives as the server says; more than zero, empty if it does not say. */
        public Optional<Duration> lifetime() {
            return Optional.ofNullable(lifetime);
        }

        /** What was granted; empty if the server does not say, which means what was asked for (RFC 6749 §5.1). */
        public Optional<Set<String>> scopes() {
            return Optional.ofNullable(scopes);
        }

        /** With which the next token may be had (RFC 6749 §6); empty if the server gave none. */
        public Optional<Secret> refreshToken() {
            return Optional.ofNullable(refreshToken);
        }

        @Override
        public String toString() {
            return "Granted[hidden]";
        }
    }

    /**
     * An error (RFC 6749 §5.2).
     *
     * @param error its meaning
     * @param code the code as it was sent; any text
     * @param description for people; any text, empty if there was none
     */
    record Refused(OAuthError error, String code, String description) implements TokenReply {

        /** Whether it is the grant itself that is refused, such as a code that is spent, and not the client. */
        public boolean isOfGrant() {
            return code.equals("invalid_grant");
        }
    }

    /**
     * Neither a token nor an error.
     *
     * @param reason what is wrong with the answer, with text from the server in it
     * @param retryable whether the next answer may be better
     */
    record Unusable(String reason, boolean retryable) implements TokenReply {}
}
