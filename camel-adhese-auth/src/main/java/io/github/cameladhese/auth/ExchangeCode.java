package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenKey;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code that an exchange brought. It is taken off the message, so that it reaches no API, and kept in a
 * property of the exchange, whose copies share it, since later steps need it again. Immutable; {@code toString} shows no code.
 */
final class ExchangeCode {

    private static final String PROPERTY = "CamelAdullamAuthTakenCode";

    /** The parameters of a callback request (RFC 6749 §4.1.2), which Camel's HTTP consumers turn into headers. */
    private static final String CALLBACK_CODE = "code";

    private static final String CALLBACK_ERROR = "error";

    /** What repeats the parameters of a callback request, and would send the next request elsewhere, with the code. */
    private static final List<String> OF_CALLBACK =
            List.of(Exchange.HTTP_QUERY, Exchange.HTTP_RAW_QUERY, Exchange.HTTP_URI, Exchange.HTTP_URL);

    /** A longer one is taken for something else. */
    private static final int LONGEST = 8192;

    private final Secret code;
    private final TokenKey whose;
    private final @Nullable Object answerBefore;

    private ExchangeCode(Secret code, TokenKey whose, @Nullable Object answerBefore) {
        this.code = code;
        this.whose = whose;
        this.answerBefore = answerBefore;
    }

    /**
     * The code of this exchange; from now on it is no longer on the message.
     *
     * @param whose of the endpoint, so that a code is not sent for another one's account
     * @throws CamelExchangeException if there is none
     */
    static Secret take(Exchange exchange, TokenKey whose, TokenTarget target) throws CamelExchangeException {
        Message message = exchange.getMessage();
        Secret code = ownHeader(message);
        ExchangeCode before = exchange.getProperty(PROPERTY, ExchangeCode.class);
        if (code == null && (before == null || !before.isAnswered(message))) {
            code = secret(message.getHeader(CALLBACK_CODE, String.class)); // an API's, once one has answered
        }
        if (code == null) {
            code = taken(exchange, whose);
        }
        if (code == null) {
            message.removeHeader(AdullamAuthConstants.CODE); // blank or too long
            throw new CamelExchangeException(
                    target.noToken() + whyNone(exchange)
                            + ". Let the user log in, and pass on the code of the callback",
                    exchange);
        }
        takeOff(message, code);
        exchange.setProperty(PROPERTY, new ExchangeCode(code, whose, message.getHeader(Exchange.HTTP_RESPONSE_CODE)));
        return code;
    }

    /** The code that was taken off a message of this exchange before. */
    static @Nullable Secret taken(Exchange exchange, TokenKey whose) {
        ExchangeCode taken = exchange.getProperty(PROPERTY, ExchangeCode.class);
        return taken != null && taken.whose.equals(whose) ? taken.code : null;
    }

    /** Whether an API has answered since then, so that its headers are on the message. */
    private boolean isAnswered(Message message) {
        Object answer = message.getHeader(Exchange.HTTP_RESPONSE_CODE);
        return answer != null && answer != answerBefore; // the very same one, not one that is equal
    }

    private static @Nullable Secret ownHeader(Message message) {
        return secret(message.getHeader(AdullamAuthConstants.CODE, String.class));
    }

    private static @Nullable Secret secret(@Nullable String code) {
        return code == null || code.isBlank() || code.length() > LONGEST ? null : Secret.of(code);
    }

    private static void takeOff(Message message, Secret code) {
        message.removeHeader(AdullamAuthConstants.CODE);
        boolean ofCallback = code.reveal().equals(message.getHeader(CALLBACK_CODE, String.class));
        if (ofCallback) {
            message.removeHeader(CALLBACK_CODE);
        }
        String encoded = URLEncoder.encode(code.reveal(), StandardCharsets.UTF_8);
        for (String name : OF_CALLBACK) {
            String value = message.getHeader(name, "", String.class);
            if (ofCallback || value.contains(code.reveal()) || value.contains(encoded)) {
                message.removeHeader(name);
            }
        }
    }

    private static String whyNone(Exchange exchange) {
        if (exchange.getProperty(PROPERTY) != null) {
            return "the authorization code that this exchange brought was taken for another account or scope";
        }
        Message message = exchange.getMessage();
        return "there is no authorization code of at most " + LONGEST + " characters on the message, neither in header "
                + AdullamAuthConstants.CODE + " nor in header " + CALLBACK_CODE + refusal(message);
    }

    /** Why the login brought no code, as the callback says it (RFC 6749 §4.1.2.1). */
    private static String refusal(Message message) {
        String error = message.getHeader(CALLBACK_ERROR, String.class);
        return error == null || !error.matches("[a-z_]{1,50}")
                ? ""
                : " (the authorization server answered " + error + ")";
    }

    @Override
    public String toString() {
        return "ExchangeCode[hidden]";
    }
}
