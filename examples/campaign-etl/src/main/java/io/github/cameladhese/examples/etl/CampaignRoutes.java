package io.github.cameladhese.examples.etl;

import static io.github.cameladhese.auth.AdheseAuthConstants.AUTHORIZATION;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;

/** Reads every page of campaigns, then the bookings of each campaign, and hands them to {@link StoreRoutes}. */
final class CampaignRoutes extends RouteBuilder {

    static final String START = "direct:pull";

    /** The token step. The summary asks the same endpoint how many tokens it requested. */
    static final String TOKEN = "adhese-auth:{{adhese.realm}}?region={{adhese.region}}";

    private static final String PAGING = "paging";
    private static final String CAMPAIGN_ID = "campaignId";

    private final Tally tally;
    private final Progress progress;

    CampaignRoutes(Tally tally, Progress progress) {
        this.tally = tally;
        this.progress = progress;
    }

    @Override
    public void configure() {
        Rows rows = new Rows(getContext().resolvePropertyPlaceholders("{{adhese.realm}}"));
        // The job reports a failure itself. Camel's default handler would log it as well, with the message's headers.
        errorHandler(noErrorHandler());

        from(START).to("direct:campaigns").to("direct:bookings");

        from("direct:campaigns")
                .process(exchange -> progress.start("Campaigns", Progress.TOTAL_UNKNOWN))
                .setProperty(PAGING, Paging::new)
                .loopDoWhile(simple("${exchangeProperty.paging.more}"))
                .to("direct:next-page")
                .end()
                .setBody(simple("${exchangeProperty.paging.ids}"));

        from("direct:next-page")
                .removeHeaders("*") // nothing of the last answer goes into the next request
                .setHeader(Exchange.HTTP_QUERY, simple("{{adhese.campaigns-query}}"))
                // In the loop, right before the request, and not once before the loop: this step puts the token that is
                // valid now on the message. It asks for a new one only when it must.
                .to(TOKEN)
                .to("{{adhese.api-url}}{{adhese.campaigns-path}}?httpMethod=GET")
                .removeHeader(AUTHORIZATION) // the database does not need it
                .unmarshal(json())
                .process(exchange -> page(exchange, rows))
                .to("direct:store-campaigns");

        from("direct:bookings")
                .process(exchange ->
                        progress.start("Bookings of campaigns", ids(exchange).size()))
                .split(simple("${collate({{etl.batch-size}})}"))
                .streaming()
                .stopOnException()
                .to("direct:bookings-of-batch")
                .end();

        from("direct:bookings-of-batch")
                .split(body(), new GroupedBodyAggregationStrategy())
                .parallelProcessing()
                .executorService("bookings") // bounded, see application.properties
                .streaming()
                .stopOnException()
                .to("direct:bookings-of-campaign")
                .end()
                .transform()
                .body(List.class, Rows::join)
                .to("direct:store-bookings");

        from("direct:bookings-of-campaign")
                .setProperty(CAMPAIGN_ID, body())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_QUERY, simple("{{adhese.bookings-query}}"))
                // In the split, and not before it: a part has the headers as they were when the split began, and that
                // token is stale long before the last part is sent.
                .to(TOKEN)
                .to("{{adhese.api-url}}{{adhese.bookings-path}}?httpMethod=GET")
                .removeHeader(AUTHORIZATION)
                .unmarshal(json())
                .process(exchange -> bookings(exchange, rows));
    }

    private static List<?> ids(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private void page(Exchange exchange, Rows rows) {
        List<Map<String, Object>> page = rows.campaigns(exchange.getMessage().getBody(JsonNode.class));
        exchange.getProperty(PAGING, Paging.class).received(page);
        tally.apiRequest();
        progress.advance(page.size());
        exchange.getMessage().setBody(Rows.join(List.of(page)));
    }

    private void bookings(Exchange exchange, Rows rows) {
        int campaignId = exchange.getProperty(CAMPAIGN_ID, Integer.class);
        exchange.getMessage()
                .setBody(rows.bookings(campaignId, exchange.getMessage().getBody(JsonNode.class)));
        tally.apiRequest();
        progress.advance(1);
    }

    /** JSON as a tree that keeps each number as it was written, for the raw column. */
    private static JacksonDataFormat json() {
        return new JacksonDataFormat(
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .build(),
                JsonNode.class);
    }
}
