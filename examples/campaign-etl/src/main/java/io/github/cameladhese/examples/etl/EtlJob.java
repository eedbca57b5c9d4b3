package io.github.cameladhese.examples.etl;

import io.github.cameladhese.examples.etl.report.RunTimes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** One run: starts Camel, has the routes copy one realm after the other, stops Camel. */
final class EtlJob {

    private final Properties overrides;
    private final Console console;

    /** @param overrides win over application.properties */
    EtlJob(Properties overrides, Console console) {
        this.overrides = overrides;
        this.console = console;
    }

    /** @throws EtlException if the job did not start; of what fails later, the summary tells */
    Summary run() {
        long startedAt = System.nanoTime();
        Main main = new Main();
        main.setOverrideProperties(overrides);
        RunTimes times = new RunTimes(InstantSource.system());
        times.bindTo(main);
        try (Progress progress = console.progress()) {
            RealmRoutes realms = new RealmRoutes(progress);
            main.configure().addConfiguration(new DatabaseConfiguration());
            main.configure().addRoutesBuilder(new StoreRoutes());
            main.configure().addRoutesBuilder(realms);
            start(main);
            CamelContext context = main.getCamelContext();
            RealmRun run = new RealmRun(context, realms);
            run.copy();
            Duration time = Duration.ofNanos(System.nanoTime() - startedAt);
            return new Outputs(context, times, Clock.systemUTC()).after(run, time);
        } finally {
            main.stop();
        }
    }

    private void start(Main main) {
        try {
            main.start();
            CamelContext context = main.getCamelContext();
            console.say(context.resolvePropertyPlaceholders("Copying {{etl.realms}} from {{adhese.api-url}} to ")
                    + database(context));
        } catch (Exception e) {
            throw new EtlException(FailureMessage.ofStart(e), e);
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
