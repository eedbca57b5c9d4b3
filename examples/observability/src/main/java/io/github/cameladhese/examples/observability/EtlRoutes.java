package io.github.cameladhese.examples.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameladhese.auth.AdheseAuthPolicy;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;

/** Every few seconds: reads all campaigns and the bookings of each, and writes what was booked into a file. */
final class EtlRoutes extends RouteBuilder {

    private static final String TOKEN = "adhese-auth:{{adhese.realm}}?region={{adhese.region}}";
    private static final String CAMPAIGN = "campaign";

    @Override
    public void configure() {
        // A failed run is a line in the log and a count in the metrics; the next one is due soon.
        errorHandler(defaultErrorHandler().logStackTrace(false).logExhaustedMessageHistory(false));

        from("timer:etl?period={{etl.period}}&delay=0")
                .routeId("campaigns")
                .policy(new AdheseAuthPolicy(TOKEN))
                .to("{{adhese.api-url}}/campaigns?httpMethod=GET")
                .end()
                .unmarshal(new JacksonDataFormat(JsonNode.class))
                .split(body(), AggregationStrategies.string("\n"))
                .stopOnException()
                .to("direct:bookings")
                .end()
                .to("file:{{etl.folder}}?fileName={{etl.file}}&tempPrefix=.part-");

        from("direct:bookings")
                .routeId("bookings")
                .errorHandler(noErrorHandler()) // the route above has one
                .setProperty(CAMPAIGN, body())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_QUERY)
                .exchange(exchange -> "campaignId=" + campaign(exchange).path("id"))
                .policy(new AdheseAuthPolicy(TOKEN))
                .to("{{adhese.api-url}}/bookings?httpMethod=GET")
                .end()
                .unmarshal(new JacksonDataFormat(JsonNode.class))
                .process(EtlRoutes::sum);
    }

    private static JsonNode campaign(Exchange exchange) {
        return exchange.getProperty(CAMPAIGN, JsonNode.class);
    }

    private static void sum(Exchange exchange) {
        long volume = StreamSupport.stream(
                        exchange.getMessage().getBody(JsonNode.class).spliterator(), false)
                .mapToLong(booking -> booking.path("volume").asLong())
                .sum();
        exchange.getMessage().setBody(campaign(exchange).path("name") + "," + volume);
    }
}
