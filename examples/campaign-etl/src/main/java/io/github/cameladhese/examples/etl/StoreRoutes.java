package io.github.cameladhese.examples.etl;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.sql.SqlConstants;
import org.apache.camel.model.TransactedDefinition;

/**
 * Stores a {@link Batch} in one transaction: rows, what is gone, what is rejected, and with the last batch the watermark. So an
 * interruption leaves whole batches, and a watermark only where nothing is missing before it. Answers with the counts.
 */
final class StoreRoutes extends RouteBuilder {

    static final String BATCH = "batch";

    private static final String COUNTS = "counts";
    private static final String GONE = "gone";

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        for (Table table : Table.values()) {
            StreamSql stream = new StreamSql(table);
            TransactedDefinition store = from("direct:store-" + table)
                    .transacted()
                    .setProperty(BATCH, body())
                    .setProperty(GONE, constant(0L))
                    .to(sql(table.stage(), "noop=true"))
                    .to(sql(table.load(), "noop=true"))
                    .to(sql(table.compare(), "outputType=SelectOne&outputHeader=" + COUNTS))
                    .to(sql(table.merge(), "noop=true"));
            if (table.hasCampaign()) {
                store.to(sql(stream.deleteUnlisted(), "noop=true"))
                        .process(StoreRoutes::gone)
                        .filter(simple("${exchangeProperty.pull.more} == false"))
                        .to(sql(stream.deleteOrphans(), "noop=true"))
                        .process(StoreRoutes::gone)
                        .end();
            } else {
                store.to(sql(stream.see(), "noop=true"))
                        .filter(simple("${exchangeProperty.pull.complete}"))
                        .to(sql(stream.analyze(), "noop=true"))
                        .to(sql(StreamSql.analyzeSeen(), "noop=true"))
                        .to(sql(stream.deleteUnseen(), "noop=true"))
                        .process(StoreRoutes::gone)
                        .end();
            }
            store.to(sql(Table.UNSTAGE, "noop=true"))
                    .setBody(simple("${exchangeProperty.batch.rejected}"))
                    .to(sql(Table.QUARANTINE, "batch=true&noop=true"))
                    .filter(simple("${exchangeProperty.pull.more} == false"))
                    .to(sql(stream.moveWatermark(), "noop=true"))
                    .end()
                    .process(StoreRoutes::count);
        }
    }

    /** On one line, as an address has to be. */
    static String sql(String query, String options) {
        return "sql:" + query.replaceAll("\\s+", " ") + "?" + options;
    }

    private static void gone(Exchange exchange) {
        long rows = exchange.getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT, 0L, Long.class);
        exchange.setProperty(GONE, exchange.getProperty(GONE, Long.class) + rows);
    }

    private static void count(Exchange exchange) {
        exchange.getMessage()
                .setBody(RowCounts.of(
                        exchange.getMessage().getHeader(COUNTS, Map.class),
                        exchange.getProperty(BATCH, Batch.class),
                        exchange.getProperty(GONE, Long.class)));
    }
}
