package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs against a sandbox whose data can change, and looks into the database. */
abstract class EtlFixture {

    static final int CAMPAIGNS = 120;
    static final int PAGE_SIZE = 50;

    final ChangingData data = new ChangingData(CAMPAIGNS);
    Sandbox sandbox;
    boolean fullRefresh;

    /** The properties that lead to it; the same ones during a test. */
    abstract Properties database();

    abstract Connection connect() throws SQLException;

    @BeforeEach
    void startSandbox() throws IOException {
        sandbox = Sandbox.start(data);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
    }

    Summary attempt() throws Exception {
        Properties properties = sandbox.properties();
        properties.putAll(database());
        properties.setProperty(
                "adhese.campaigns-query",
                "modifiedSince=${exchangeProperty.pull.since}&offset=${exchangeProperty.pull.offset}&limit="
                        + PAGE_SIZE);
        properties.setProperty("etl.batch-size", "40");
        properties.setProperty("etl.retry-pause", "1ms");
        properties.setProperty("etl.parquet-folder", "");
        properties.setProperty("etl.report-file", "");
        properties.setProperty("etl.full-refresh", Boolean.toString(fullRefresh));
        return new EtlJob(properties, new TestConsole().console()).run();
    }

    Summary run() throws Exception {
        Summary summary = attempt();
        assertThat(summary.realms()).extracting(Summary.Outcome::failure).containsOnly("");
        return summary;
    }

    /** Reads everything, not only what changed. */
    Summary refresh() throws Exception {
        fullRefresh = true;
        return run();
    }

    static RowCounts campaigns(Summary summary) {
        return summary.realms().get(0).rows(Table.CAMPAIGNS);
    }

    static RowCounts bookings(Summary summary) {
        return summary.realms().get(0).rows(Table.BOOKINGS);
    }

    List<String> query(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(line(rows));
            }
            return lines;
        }
    }

    static String line(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            values.add(rows.getString(column));
        }
        return String.join("|", values);
    }

    void update(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
