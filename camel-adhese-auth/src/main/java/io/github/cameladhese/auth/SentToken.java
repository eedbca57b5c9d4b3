package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenSource;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The token that goes to the API: the header of the message, and beside it this note in a property of the exchange, since an
 * error handler puts an earlier message back before it tries again. Immutable; {@code toString} shows no token.
 */
final class SentToken {

    /** Where the API looks for it (RFC 6750 §2.1). */
    static final String HEADER = "Authorization";

    private static final String PROPERTY = "CamelOAuthSentToken";
    private static final String SCHEME = "Bearer";

    private final AccessToken token;
    private final TokenSource source;
    private final @Nullable Object answerBefore;

    private SentToken(AccessToken token, TokenSource source, @Nullable Object answerBefore) {
        this.token = token;
        this.source = source;
        this.answerBefore = answerBefore;
    }

    /** Sends this token from now on. The first one costs the exchange a note; the same one again costs nothing. */
    static void put(Exchange exchange, AccessToken token, TokenSource source) {
        exchange.getMessage().setHeader(HEADER, token.authorization());
        Object answer = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
        SentToken last = lastOf(exchange);
        if (last == null || last.token != token || last.source != source || last.answerBefore != answer) {
            remember(exchange, new SentToken(token, source, answer));
        }
    }

    /** The token that was put last, whatever the message carries by now. */
    static @Nullable SentToken lastOf(Exchange exchange) {
        return exchange.getProperty(PROPERTY, SentToken.class);
    }

    static void remember(Exchange exchange, @Nullable SentToken sent) {
        if (exchange.getProperty(PROPERTY) != sent) {
            exchange.setProperty(PROPERTY, sent);
        }
    }

    Secret secret() {
        return Secret.of(token.value());
    }

    /** Whether the exchange is redelivered with a token of this source, and no API has answered since that was put. */
    static boolean isRedelivered(Exchange exchange, TokenSource source) {
        SentToken last = lastOf(exchange);
        return last != null
                && last.source == source
                && !last.isAnswered(exchange)
                && onMessage(exchange) != null
                && Boolean.TRUE.equals(exchange.getIn().getHeader(Exchange.REDELIVERED));
    }

    /**
     * Whether an API has answered since then. Camel leaves the marks of a redelivery on an exchange that has long gone on
     * well, and this is how to tell: before a redelivery it puts back the message that was sent, with the answer to an
     * earlier call, if any, as it was.
     */
    boolean isAnswered(Exchange exchange) {
        Object answer = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
        return answer != null && answer != answerBefore; // the very same one, not one that is equal
    }

    /** The token of the message's header; null if it has none, or credentials of another scheme. */
    static @Nullable Secret onMessage(Exchange exchange) {
        String header = exchange.getMessage().getHeader(HEADER, String.class);
        // The scheme is case-insensitive, and one space or more follow it (RFC 9110 §11.1, §11.4).
        if (header == null || !header.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : Secret.of(token);
    }

    @Override
    public String toString() {
        return "SentToken[hidden]";
    }
}
