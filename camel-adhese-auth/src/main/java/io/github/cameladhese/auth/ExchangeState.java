package io.github.cameladhese.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange is like before a block that may have to be run again: its message, and all that a failure leaves on an
 * exchange. Immutable, but for the streams.
 */
final class ExchangeState {

    /** What the error handlers of Camel 4.18 and its doCatch leave on an exchange. */
    private static final List<ExchangePropertyKey> TRACES_OF_FAILURE = List.of(
            ExchangePropertyKey.ERRORHANDLER_BRIDGE,
            ExchangePropertyKey.ERRORHANDLER_CIRCUIT_DETECTED,
            ExchangePropertyKey.EXCEPTION_CAUGHT,
            ExchangePropertyKey.EXCEPTION_HANDLED,
            ExchangePropertyKey.FAILURE_ENDPOINT,
            ExchangePropertyKey.FAILURE_ROUTE_ID,
            ExchangePropertyKey.UNIT_OF_WORK_EXHAUSTED);

    private final Message message;
    private final Message original;
    private final List<@Nullable Object> traces = new ArrayList<>(TRACES_OF_FAILURE.size());
    private final boolean rollbackOnly;
    private final boolean rollbackOnlyLast;
    private final boolean redeliveryExhausted;
    private final boolean failureHandled;
    private final @Nullable Boolean errorHandlerHandled;
    private final @Nullable Object authorization;
    private final @Nullable SentToken sent;

    /** Makes a body that can be read once, such as a stream, one that can be read again. */
    ExchangeState(Exchange exchange) {
        message = exchange.getIn();
        Object body = message.getBody();
        Object readableAgain = readableAgain(exchange, body);
        if (readableAgain != body) {
            message.setBody(readableAgain);
        }
        original = message.copy();
        TRACES_OF_FAILURE.forEach(key -> traces.add(exchange.getProperty(key)));
        rollbackOnly = exchange.isRollbackOnly();
        rollbackOnlyLast = exchange.isRollbackOnlyLast();
        redeliveryExhausted = exchange.getExchangeExtension().isRedeliveryExhausted();
        failureHandled = exchange.getExchangeExtension().isFailureHandled();
        errorHandlerHandled = exchange.getExchangeExtension().getErrorHandlerHandled();
        authorization = message.getHeader(SentToken.HEADER);
        sent = SentToken.lastOf(exchange);
    }

    /** Makes the exchange what it was, so that the block can be run as if for the first time. */
    void restore(Exchange exchange) {
        ExchangeHelper.prepareOutToIn(exchange); // so that there is no other message
        exchange.setIn(message);
        message.copyFrom(original);
        if (original.getBody() instanceof StreamCache stream) {
            message.setBody(freshly(stream, exchange));
        }
        exchange.setException(null);
        for (int i = 0; i < traces.size(); i++) {
            exchange.setProperty(TRACES_OF_FAILURE.get(i), traces.get(i));
        }
        exchange.setRollbackOnly(rollbackOnly);
        exchange.setRollbackOnlyLast(rollbackOnlyLast);
        exchange.getExchangeExtension().setRedeliveryExhausted(redeliveryExhausted);
        exchange.getExchangeExtension().setFailureHandled(failureHandled);
        exchange.getExchangeExtension().setErrorHandlerHandled(errorHandlerHandled);
    }

    /** Puts the Authorization header back that the message brought, or none. */
    void restoreAuthorization(Exchange exchange) {
        restoreAuthorization(exchange.getIn());
        restoreAuthorization(exchange.getMessage()); // the same, or what the last step answered
        SentToken.remember(exchange, sent);
    }

    /** Whether this property of a failure has another value than before. */
    boolean changed(Exchange exchange, ExchangePropertyKey trace) {
        return exchange.getProperty(trace) != traces.get(TRACES_OF_FAILURE.indexOf(trace));
    }

    /** Whether this is the body that the exchange brought. */
    boolean brought(@Nullable Object body) {
        return body == original.getBody();
    }

    private void restoreAuthorization(Message onItsWay) {
        if (authorization == null) {
            onItsWay.removeHeader(SentToken.HEADER);
        } else {
            onItsWay.setHeader(SentToken.HEADER, authorization);
        }
    }

    /** From its beginning, and of its own where that can be had: the client of the first try may still be reading the other. */
    private static Object freshly(StreamCache stream, Exchange exchange) {
        try {
            stream.reset(); // some copy only what was not read yet
            StreamCache another = stream.copy(exchange);
            return another != null ? another : stream;
        } catch (IOException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static @Nullable Object readableAgain(Exchange exchange, @Nullable Object body) {
        Object content = body instanceof WrappedFile<?> file ? file.getBody() : body;
        boolean readOnce = !(content instanceof StreamCache)
                && (content instanceof InputStream || content instanceof Reader || content instanceof StreamSource);
        StreamCache cached = readOnce
                ? exchange.getContext().getTypeConverter().convertTo(StreamCache.class, exchange, content)
                : null;
        return cached == null ? body : cached;
    }
}
