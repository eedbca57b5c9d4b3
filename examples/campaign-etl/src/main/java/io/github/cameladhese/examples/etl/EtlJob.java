package io.github.cameladhese.examples.etl;

import io.github.cameladhese.auth.AdheseAuthEndpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** One run: starts Camel, has the routes copy everything, stops Camel. */
final class EtlJob {

    private final Properties overrides;
    private final Console console;

    /** @param overrides win over application.properties */
    EtlJob(Properties overrides, Console console) {
        this.overrides = overrides;
        this.console = console;
    }

    /** @throws EtlException if not everything was copied */
    Summary run() {
        long startedAt = System.nanoTime();
        Tally tally = new Tally();
        Main main = new Main();
        main.setOverrideProperties(overrides);
        try (Progress progress = console.progress()) {
            main.configure().addConfiguration(new DatabaseConfiguration());
            main.configure().addRoutesBuilder(new CampaignRoutes(tally, progress));
            main.configure().addRoutesBuilder(new StoreRoutes(tally));
            start(main);
            CamelContext context = main.getCamelContext();
            copy(context);
            long tokenRequests = context.getEndpoint(CampaignRoutes.TOKEN, AdheseAuthEndpoint.class)
                    .getTokenStatus()
                    .requests();
            return new Summary(
                    tally.rows("campaigns"),
                    tally.rows("bookings"),
                    tally.apiRequests(),
                    tokenRequests,
                    Duration.ofNanos(System.nanoTime() - startedAt));
        } finally {
            main.stop();
        }
    }

    private void start(Main main) {
        try {
            main.start();
            CamelContext context = main.getCamelContext();
            console.say(
                    context.resolvePropertyPlaceholders("Copying realm '{{adhese.realm}}' from {{adhese.api-url}} to ")
                            + database(context));
        } catch (Exception e) {
            throw new EtlException(FailureMessage.ofStart(e), e);
        }
    }

    private static void copy(CamelContext context) {
        Exchange copied = context.createProducerTemplate().request(CampaignRoutes.START, exchange -> {});
        Exception failure = copied.getException();
        if (failure != null) {
            FailureMessage message = new FailureMessage(
                    context.resolvePropertyPlaceholders("{{adhese.realm}}"),
                    context.resolvePropertyPlaceholders("{{adhese.api-url}}"));
            throw new EtlException(message.of(failure), failure);
        }
    }

    /** Without its parameters: a password may stand among them. */
    private static String database(CamelContext context) throws SQLException {
        DataSource dataSource = context.getRegistry().findSingleByType(DataSource.class);
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getURL().replaceFirst("[?;].*", "");
        }
    }
}
