package io.github.cameladhese.examples.payments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameladhese.auth.AdullamAuthPolicy;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.CamelContextHelper;

/** Reads every page of payments and hands it to the {@link Export} in property {@value #EXPORT}. */
final class PaymentRoutes extends RouteBuilder {

    static final String START = "direct:export";
    static final String EXPORT = "export";

    /** The token step. The summary asks the same endpoint how many tokens it requested. */
    static final String TOKEN = "adullam-auth:payments";

    @Override
    public void configure() {
        // The job reports a failure itself. Camel's default handler would log it as well, with the message's headers.
        errorHandler(noErrorHandler());
        TooManyRequests tooMany = new TooManyRequests(
                duration("{{payments.pause}}"), duration("{{payments.longest-pause}}"), InstantSource.system());

        from(START)
                .loopDoWhile(exchange -> export(exchange).isMore())
                .to("direct:next-page")
                .end();

        // A redelivery repeats the step that failed and nothing before it. That step is a route of its own, so that a
        // request which is sent again waits for its turn again, and gets the token of that time. It must leave the
        // message's CamelRedelivery… headers alone, by which Camel counts.
        from("direct:next-page")
                .errorHandler(defaultErrorHandler().logExhausted(false))
                .onException(HttpOperationFailedException.class)
                .onWhen(tooMany::isWorthWaiting)
                .maximumRedeliveries("{{payments.max-pauses}}")
                .onExceptionOccurred(tooMany::prepare)
                .logExhausted(false)
                .end()
                .removeHeaders("*") // nothing of the last answer goes into the next request
                .to("direct:request")
                .process(exchange ->
                        export(exchange).received(exchange.getMessage().getBody(JsonNode.class)));

        from("direct:request")
                .setHeader(Exchange.HTTP_QUERY)
                .exchange(exchange -> export(exchange).query())
                .throttle(simple("{{payments.requests-per-hour}}"))
                .timePeriodMillis("{{payments.hour}}")
                .throttle(simple("{{payments.requests-per-minute}}"))
                .timePeriodMillis("{{payments.minute}}")
                // After the throttles: a token that waited with the request could be over when it is sent. If the API
                // answers 401 all the same, the policy gets another token and sends the request once more.
                .policy(new AdullamAuthPolicy(TOKEN))
                .to("{{payments.api-url}}{{payments.path}}?httpMethod=GET")
                .end()
                .unmarshal(json());
    }

    private Duration duration(String setting) {
        return CamelContextHelper.parseDuration(getContext(), setting);
    }

    private static Export export(Exchange exchange) {
        return exchange.getProperty(EXPORT, Export.class);
    }

    /** Amounts stay as they were written. */
    private static JacksonDataFormat json() {
        JsonMapper.Builder exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        exact.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        return new JacksonDataFormat(exact.build(), JsonNode.class);
    }
}
