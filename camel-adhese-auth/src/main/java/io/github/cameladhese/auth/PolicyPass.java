package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenRejectedException;
import java.io.Closeable;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on its way through the block of a policy: gets its token, runs the block, and once more if an API rejected the
 * token. Used by one thread at a time, in turn, as an exchange is.
 */
final class PolicyPass {

    private final Exchange exchange;
    private final AsyncProcessor block;
    private final OAuthProducer step;
    private final RejectedStatus rejections;
    private final AsyncCallback next;
    private final ExchangeState before;
    private final @Nullable Object tryBlock;
    private final @Nullable Object oldAnswer;
    private boolean replayed;
    private boolean finished;

    /** @param next called when all is over, header and all */
    PolicyPass(Exchange exchange, AsyncProcessor block, OAuthProducer step, AsyncCallback next) {
        this.exchange = exchange;
        this.block = block;
        this.step = step;
        this.next = next;
        rejections = step.settings().rejections();
        step.takeCode(exchange); // or it would be put back with the message for the second run of the block
        before = new ExchangeState(exchange);
        tryBlock = exchange.getProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK);
        // An earlier call's answer, which would be taken for one of the block's.
        oldAnswer =
                rejections.isIn(exchange.getIn()) ? exchange.getIn().removeHeader(Exchange.HTTP_RESPONSE_CODE) : null;
    }

    void begin() {
        orFinish(() -> step.process(exchange, doneSync -> orFinish(this::authorized)));
    }

    private void authorized() {
        if (exchange.getException() instanceof TokenRejectedException) {
            Exception answer = ReportedTokens.rejectionBeforeRedelivery(exchange, rejections);
            if (answer != null) { // it is why the error handler sent the exchange here again, and still how things are
                exchange.setException(answer);
            }
        }
        if (exchange.getException() != null) {
            finish();
        } else {
            runBlock();
        }
    }

    private void runBlock() {
        // As in doTry: tells Camel's split, multicast and the like not to redeliver their children by themselves.
        exchange.setProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, true);
        block.process(exchange, doneSync -> orFinish(this::answered));
    }

    private void answered() {
        if (!rejected()) {
            finish();
        } else if (replayed) {
            settle();
            finish();
        } else {
            replayed = true;
            renew();
        }
    }

    /** By an exception, or by the response code; not if the block handled the exception itself. */
    private boolean rejected() {
        ReportedTokens reported = ReportedTokens.of(exchange); // by a policy within, which did what could be done
        Exception failure = exchange.getException();
        if (failure != null) {
            return rejections.isIn(failure, exchange.getContext()) && (reported == null || !reported.settles(failure));
        }
        return rejections.isIn(exchange.getMessage())
                && (reported == null || !reported.settles(exchange.getMessage()))
                && !before.changed(exchange, ExchangePropertyKey.EXCEPTION_CAUGHT);
    }

    private void renew() {
        Exception answer = exchange.getException();
        exchange.setException(null);
        Secret sent = SentToken.onMessage(exchange);
        SentToken last = SentToken.lastOf(exchange);
        if (sent != null) {
            ReportedTokens.add(exchange, sent);
        } else if (last != null) {
            ReportedTokens.add(exchange, last.secret());
        }
        step.process(exchange, doneSync -> orFinish(() -> renewed(answer)));
    }

    private void renewed(@Nullable Exception answer) {
        Exception failure = exchange.getException();
        if (failure == null) {
            replay();
            return;
        }
        if (failure instanceof TokenRejectedException) { // too soon after another renewal: the token is not to blame
            exchange.setException(answer);
            settle();
        } else if (answer != null) {
            failure.addSuppressed(answer);
        }
        finish();
    }

    private void replay() {
        Object renewed = exchange.getMessage().getHeader(SentToken.HEADER);
        if (exchange.getMessage().getBody() instanceof Closeable stream && !before.brought(stream)) {
            IOHelper.close(stream); // the connection of the first answer is free for the second
        }
        before.restore(exchange);
        if (oldAnswer != null) {
            exchange.getIn().removeHeader(Exchange.HTTP_RESPONSE_CODE);
        }
        exchange.getIn().setHeader(SentToken.HEADER, renewed);
        runBlock();
    }

    private void settle() {
        Exception answer = exchange.getException();
        ReportedTokens.settle(exchange, answer != null ? answer : exchange.getMessage());
    }

    private void finish() {
        finished = true;
        before.restoreAuthorization(exchange);
        exchange.setProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, tryBlock);
        if (oldAnswer != null && exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) == null) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, oldAnswer);
        }
        next.done(false);
    }

    /** Whatever happens, the exchange goes on, and without the token. */
    private void orFinish(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            if (finished) { // it is of those who come after
                throw e;
            }
            exchange.setException(e);
            finish();
        }
    }
}
