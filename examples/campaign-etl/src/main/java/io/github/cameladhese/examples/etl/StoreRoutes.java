package io.github.cameladhese.examples.etl;

import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/**
 * Upserts a batch of rows in one transaction, and counts what was new and what changed: stage the rows in a temporary table,
 * compare it with the real one, merge it into that. Staged, since DuckDB takes milliseconds for each {@code ON CONFLICT}
 * statement, and so needs one for all rows.
 */
final class StoreRoutes extends RouteBuilder {

    private static final String COUNTS = "counts";

    private final Tally tally;

    StoreRoutes(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        for (String table : List.of("campaigns", "bookings")) {
            String sql = "sql:classpath:sql/" + table;
            from("direct:store-" + table)
                    .transacted()
                    .to(sql + "/stage.sql?noop=true")
                    .to(sql + "/load.sql?batch=true&noop=true")
                    .to(sql + "/compare.sql?outputType=SelectOne&outputHeader=" + COUNTS)
                    .to(sql + "/merge.sql?noop=true")
                    .to(sql + "/unstage.sql?noop=true")
                    .process(exchange -> tally.stored(
                            table, RowCounts.of(exchange.getMessage().getHeader(COUNTS, Map.class))));
        }
    }
}
