package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that an exchange has reported as rejected, and so must not get again. Kept in a property of the exchange, whose
 * copies share it. Immutable; {@code toString} shows no token.
 */
final class ReportedTokens {

    private static final String PROPERTY = "CamelOAuthReportedTokens";

    /** Enough for all realms that one exchange may deal with; an exchange that loops for days must not grow. */
    private static final int MOST = 8;

    private static final ReportedTokens NONE = new ReportedTokens(List.of(), 0, null, null);

    private final List<Secret> tokens;
    private final int redelivery;
    private final @Nullable Throwable noticed;
    private final @Nullable Object settled;

    private ReportedTokens(List<Secret> tokens, int redelivery, @Nullable Throwable noticed, @Nullable Object settled) {
        this.tokens = tokens;
        this.redelivery = redelivery;
        this.noticed = noticed;
        this.settled = settled;
    }

    /** Null if the exchange has reported nothing, as nearly all exchanges. */
    static @Nullable ReportedTokens of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, ReportedTokens.class);
    }

    boolean contain(AccessToken token) {
        return tokens.contains(Secret.of(token.value()));
    }

    /** The exchange must not get this token again. */
    static void add(Exchange exchange, Secret rejected) {
        ReportedTokens known = ofOrNone(exchange);
        exchange.setProperty(PROPERTY, known.with(rejected, known.redelivery, known.noticed));
    }

    /**
     * Reports the token that the exchange has sent, if the exchange is redelivered because an API rejected it. Looks at each
     * redelivery once: steps that follow in it get a token that the failure says nothing about, and so do those that follow
     * once an API has answered. A rejection that a route handled itself counts for nothing, since no redelivery comes of it.
     */
    static void noticeRedelivery(Exchange exchange, RejectedStatus rejections) {
        if (exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == null) {
            return;
        }
        ReportedTokens known = ofOrNone(exchange);
        Exception answer = rejectionBeforeRedelivery(exchange, rejections);
        int redelivery = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER) instanceof Integer count ? count : 0;
        if (answer != null && (answer != known.noticed || redelivery != known.redelivery)) {
            Secret sent = known.settles(answer) ? null : sentBy(exchange);
            exchange.setProperty(PROPERTY, known.with(sent, redelivery, answer));
        }
    }

    /** The API's answer because of which this exchange is redelivered, if the answer was a rejection of the token. */
    static @Nullable Exception rejectionBeforeRedelivery(Exchange exchange, RejectedStatus rejections) {
        Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        SentToken last = SentToken.lastOf(exchange);
        boolean redelivered = Boolean.TRUE.equals(exchange.getIn().getHeader(Exchange.REDELIVERED))
                && (last == null || !last.isAnswered(exchange));
        return caught != null && redelivered && rejections.isIn(caught, exchange.getContext()) ? caught : null;
    }

    /** All was done that can be done about this answer: it says nothing about tokens that were put before it came. */
    static void settle(Exchange exchange, Object answer) {
        ReportedTokens known = ofOrNone(exchange);
        exchange.setProperty(PROPERTY, new ReportedTokens(known.tokens, known.redelivery, known.noticed, answer));
    }

    /** Whether this answer was settled, which is a message since the API's client threw nothing. */
    boolean settles(Message answer) {
        return answer == settled;
    }

    /** Whether this answer, or one that caused it, was settled. */
    boolean settles(Throwable answer) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(answer)) {
            if (cause == settled) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "ReportedTokens[" + tokens.size() + " hidden]";
    }

    /** The token that was put last: the message may be one from before that. Or the message's, which another exchange put. */
    private static @Nullable Secret sentBy(Exchange exchange) {
        SentToken last = SentToken.lastOf(exchange);
        return last != null ? last.secret() : SentToken.onMessage(exchange);
    }

    private static ReportedTokens ofOrNone(Exchange exchange) {
        ReportedTokens known = of(exchange);
        return known == null ? NONE : known;
    }

    private ReportedTokens with(@Nullable Secret rejected, int redeliveryNow, @Nullable Throwable noticedNow) {
        if (rejected == null || tokens.contains(rejected)) {
            return new ReportedTokens(tokens, redeliveryNow, noticedNow, settled);
        }
        List<Secret> more = new ArrayList<>(tokens.subList(tokens.size() < MOST ? 0 : 1, tokens.size()));
        more.add(rejected);
        return new ReportedTokens(List.copyOf(more), redeliveryNow, noticedNow, settled);
    }
}
