package io.github.cameladhese.examples.etl;

import io.github.cameladhese.auth.AdheseAuthPolicy;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.NoopCookieStore;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.CamelContextHelper;

/**
 * Reads one realm: every page of advertisers and of campaigns, then bookings and creatives of each campaign. Hands them to
 * {@link StoreRoutes}.
 */
final class CampaignRoutes extends RouteBuilder {

    private static final List<Table> BY_PAGE = List.of(Table.ADVERTISERS, Table.CAMPAIGNS);
    private static final List<Table> BY_CAMPAIGN = List.of(Table.BOOKINGS, Table.CREATIVES);
    private static final String PULL = "pull";
    private static final String CAMPAIGN_ID = "campaignId";

    private final String realm;
    private final Tally tally;
    private final Progress progress;

    CampaignRoutes(String realm, Tally tally, Progress progress) {
        this.realm = realm;
        this.tally = tally;
        this.progress = progress;
    }

    /** Where a run of a realm begins. */
    static String start(String realm) {
        return "direct:" + realm + "/copy";
    }

    /** The token step. The summary asks the same endpoint how many tokens it requested. */
    static String token(String realm) {
        return "adhese-auth:" + realm + "?region={{adhese.region}}";
    }

    @Override
    public void configure() {
        // The job reports a failure itself. Camel's default handler would log it as well, with the message's headers.
        errorHandler(noErrorHandler());

        from(start(realm))
                .setProperty("realm", constant(realm))
                // Without watermarks everything is read, also by the next run if this one does not get through.
                .filter(simple("{{etl.full-refresh}}"))
                .to(StoreRoutes.sql(StreamSql.FORGET_WATERMARKS, "noop=true"))
                .end()
                .to(step(Table.ADVERTISERS), step(Table.CAMPAIGNS), step(Table.BOOKINGS), step(Table.CREATIVES));
        BY_PAGE.forEach(this::pages);
        BY_CAMPAIGN.forEach(this::campaigns);

        // What is sent again begins at the policy: it waits with no token in hand, and takes the one of that time.
        Retry retry = new Retry(
                duration("{{etl.retry-pause}}"),
                duration("{{etl.longest-pause}}"),
                InstantSource.system(),
                new Random());
        from(step("request"))
                .errorHandler(defaultErrorHandler().logExhausted(false))
                .onException(Exception.class)
                .onWhen(retry::isWorthIt)
                .maximumRedeliveries("{{etl.max-retries}}")
                .onExceptionOccurred(retry::prepare)
                .logExhausted(false)
                .end()
                // A policy around the request and not a step before the loop: the token that is valid now, another one
                // after a 401 of the API, and none on the message afterwards.
                .policy(new AdheseAuthPolicy(token(realm)))
                // No cookie of one realm for another: they have the same address, and so the same client.
                .to("{{adhese.api-url}}?httpMethod=GET&cookieStore=#class:" + NoopCookieStore.class.getName())
                .end()
                .process(exchange -> tally.apiRequest());
    }

    private void pages(Table table) {
        Rows rows = new Rows(realm, InstantSource.system());
        StreamSql sql = new StreamSql(table);

        from(step(table))
                .to(StoreRoutes.sql(sql.watermark(), "outputType=SelectOne"))
                .process(exchange -> begin(exchange, table))
                .to(StoreRoutes.sql(sql.forgetSeen(), "noop=true"))
                .loopDoWhile(simple("${exchangeProperty.pull.more}"))
                // Into itself: a page of its own keeps what it spooled to disk no longer than it needs it.
                .split(constant(table))
                .stopOnException()
                .to(step("page-of-" + table))
                .end()
                .end();

        from(step("page-of-" + table))
                .removeHeaders("*") // nothing of the last answer goes into the next request
                .setHeader(Exchange.HTTP_PATH, simple("{{adhese." + table + "-path}}"))
                .setHeader(Exchange.HTTP_QUERY, simple("{{adhese." + table + "-query}}"))
                .to(step("request"))
                .process(exchange -> exchange.getProperty(PULL, Pull.class).beginPage())
                .transform()
                .body(InputStream.class, answer -> rows.batches(table, answer, batchSize()))
                .split(body())
                .streaming()
                .stopOnException()
                .process(this::received)
                .to("direct:store-" + table)
                .process(exchange -> stored(exchange, table));
    }

    private void campaigns(Table table) {
        Rows rows = new Rows(realm, InstantSource.system());
        StreamSql sql = new StreamSql(table);

        from(step(table))
                .to(StoreRoutes.sql(sql.watermark(), "outputType=SelectOne"))
                .process(exchange -> begin(exchange, table))
                .to(StoreRoutes.sql(sql.countCampaigns(), "outputType=SelectOne"))
                .process(exchange -> progress.start(
                        title(table) + " of campaigns", exchange.getMessage().getBody(Long.class)))
                .loopDoWhile(simple("${exchangeProperty.pull.more}"))
                .to(step("next-" + table))
                .end();

        // The campaigns come from the database, so that an interrupted run leaves none out, and many need no memory.
        from(step("next-" + table))
                .to(StoreRoutes.sql(sql.nextCampaigns(), "outputType=SelectList"))
                .process(this::next)
                .split(body(), new GroupedBodyAggregationStrategy())
                .parallelProcessing()
                .executorService("by-campaign") // bounded, see application.properties
                .stopOnException()
                .to(step(table + "-of-campaign"))
                .end()
                .transform()
                .body(List.class, Batch::join)
                .to("direct:store-" + table)
                .process(exchange -> stored(exchange, table));

        from(step(table + "-of-campaign"))
                .setProperty(CAMPAIGN_ID, body())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_PATH, simple("{{adhese." + table + "-path}}"))
                .setHeader(Exchange.HTTP_QUERY, simple("{{adhese." + table + "-query}}"))
                .to(step("request"))
                .process(exchange -> exchange.getMessage()
                        .setBody(rows.of(
                                table,
                                exchange.getProperty(CAMPAIGN_ID, Integer.class),
                                exchange.getMessage().getBody(InputStream.class))))
                .process(exchange -> progress.advance(1));
    }

    private int batchSize() {
        return CamelContextHelper.parseInteger(getContext(), "{{etl.batch-size}}");
    }

    private Duration duration(String setting) {
        return CamelContextHelper.parseDuration(getContext(), setting);
    }

    private String step(Object name) {
        return "direct:" + realm + "/" + name; // no name has a slash
    }

    private void begin(Exchange exchange, Table table) {
        Long watermark = exchange.getMessage().getBody(Long.class);
        exchange.setProperty(PULL, new Pull(table, watermark, duration("{{etl.lookback}}")));
        progress.start(title(table), Progress.TOTAL_UNKNOWN);
    }

    private void received(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        exchange.getProperty(PULL, Pull.class).received(batch);
        progress.advance(batch.rows().size());
    }

    private void next(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        List<Integer> ids =
                rows.stream().map(row -> (Integer) ((Map<?, ?>) row).get("id")).toList();
        exchange.getProperty(PULL, Pull.class).campaigns(ids, batchSize());
        exchange.getMessage().setBody(ids);
    }

    private void stored(Exchange exchange, Table table) {
        tally.stored(table, exchange.getMessage().getBody(RowCounts.class));
    }

    private static String title(Table table) {
        String name = table.toString();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
