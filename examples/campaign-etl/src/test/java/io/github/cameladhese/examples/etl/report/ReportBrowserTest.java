package io.github.cameladhese.examples.etl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The report in a real browser. */
class ReportBrowserTest {

    private static final String EVIL =
            "</script><img src=x onerror=\"window.hacked=1\"><!-- <script>hacked=1</script> & \u2028";
    private static final Instant START = Instant.parse("2026-07-01T08:00:00Z");

    private static Browser browser;

    @TempDir
    private Path folder;

    private Instant now = START;
    private DataSource database;
    private Path page;

    @BeforeAll
    static void startBrowser() throws Exception {
        if (!Browser.isThere()) {
            System.out.println(Browser.LEFT_OUT); // Surefire counts what is skipped, but does not say why
        } else {
            browser = Browser.start();
        }
    }

    @AfterAll
    static void quitBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void writeReport() throws Exception {
        assumeTrue(browser != null, Browser.LEFT_OUT);
        database = new DriverManagerDataSource("jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
        page = folder.resolve("report.html");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:sql/migration")
                .load()
                .migrate();
        // 60 campaigns of 20 advertisers and 240 bookings, around the first of July.
        update("INSERT INTO campaigns (realm, id, name, advertiser_id, advertiser, starts_on, ends_on, deleted_at, raw,"
                + " changed_at) SELECT CASE WHEN i % 3 = 0 THEN 'second' ELSE 'first' END, i, 'Campaign ' || i, i % 20,"
                + " 'Advertiser ' || i % 20, DATE '2026-05-01' + CAST(2 * i AS INTEGER), DATE '2026-05-11'"
                + " + CAST(3 * i AS INTEGER), CASE WHEN i = 7 THEN CURRENT_TIMESTAMP END, '{}', CURRENT_TIMESTAMP"
                + " FROM range(1, 61) AS numbers(i)");
        update(
                "INSERT INTO bookings (realm, id, campaign_id, volume, raw, changed_at) SELECT realm, 10 * id + k, id,"
                        + " 1000 * (id + k), '{\"cpm\": ' || id || '.5}', CURRENT_TIMESTAMP FROM campaigns, range(4) AS four(k)");
        update("UPDATE campaigns SET name = '" + EVIL + "', advertiser = '" + EVIL + "' WHERE id = 30");
        RunTimes times = new RunTimes(() -> now);
        token(times, "first", START);
        token(times, "first", START.plusSeconds(150));
        token(times, "second", START.plusSeconds(100));
        for (int request = 0; request < 2000; request++) {
            now = START.plusMillis(100L * request);
            times.requestTimes().sent();
        }
        List<RunResult.Stream> streams = List.of(new RunResult.Stream("campaigns", 60, 50, 5, 1, 4, 0, 1, 0, 2));
        RunResult result = new RunResult(
                "Made up for a test.",
                "https://api.example",
                "jdbc:duckdb:campaigns.duckdb",
                Duration.ofSeconds(200),
                List.of(
                        new RunResult.Realm("first", "", 1300, 2, streams),
                        new RunResult.Realm("second", "Reading failed: " + EVIL, 700, 1, streams)));
        new HtmlReport(page, times, Clock.fixed(now, ZoneOffset.UTC)).write(result, database);
    }

    @Test
    void everyChartIsDrawnAndNothingIsAskedForOrComplainedOf() {
        browser.requests();
        browser.open(page, 1200, false);

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        for (String chart : List.of("status", "budget", "flights", "requests", "tokens")) {
            assertThat((long) browser.run("const c = document.getElementById('" + chart + "-canvas');"
                            + "const colors = new Set(new Uint32Array(c.getContext('2d')"
                            + ".getImageData(0, 0, c.width, c.height).data.buffer)); return colors.size"))
                    .as("colours in chart " + chart)
                    .isGreaterThan(10);
        }
    }

    @Test
    void theChartsShowWhatTheTablesHold() throws Exception {
        browser.open(page, 1200, false);

        assertThat(values("status"))
                .isEqualTo(query("SELECT count(*) FILTER (WHERE starts_on > DATE '2026-07-01' AND deleted_at IS NULL),"
                        + " count(*) FILTER (WHERE starts_on <= DATE '2026-07-01' AND ends_on >= DATE '2026-07-01'"
                        + " AND deleted_at IS NULL), count(*) FILTER (WHERE ends_on < DATE '2026-07-01'"
                        + " AND deleted_at IS NULL), count(*) FILTER (WHERE deleted_at IS NOT NULL) FROM campaigns"));
        String budget = "sum(b.volume * CAST(b.raw ->> 'cpm' AS DECIMAL(9, 1)) / 1000)";
        String booked = " FROM bookings b JOIN campaigns c ON c.realm = b.realm AND c.id = b.campaign_id"
                + " WHERE c.deleted_at IS NULL ";
        assertThat(values("budget"))
                .isEqualTo(query("SELECT CAST(" + budget + " AS DOUBLE)" + booked
                        + "GROUP BY c.realm, c.advertiser_id, c.advertiser ORDER BY 1 DESC LIMIT 15"));
        assertThat(values("flights"))
                .isEqualTo(query("SELECT starts_on - DATE '1970-01-01', ends_on + 1 - DATE '1970-01-01' FROM (SELECT"
                        + " c.id, c.starts_on, c.ends_on, " + budget + " AS budget" + booked
                        + "AND c.starts_on <= DATE '2026-08-30' AND c.ends_on >= DATE '2026-05-02' GROUP BY ALL"
                        + " ORDER BY budget DESC LIMIT 40) ORDER BY starts_on, id"));
        assertThat(
                        (Number)
                                browser.run(
                                        "return Chart.getChart('requests-canvas').data.datasets[0].data.reduce((all, p) => all + p.count, 0)"))
                .isEqualTo(2000L);
        assertThat((Number) browser.run("return Chart.getChart('requests-canvas').data.datasets[0].data[100].y"))
                .isEqualTo(10L); // one each 100 ms
        assertThat(browser.run("return JSON.stringify(Chart.getChart('tokens-canvas').data.datasets.map(s => s.data))"))
                .isEqualTo("[[[0,300],[150,450],[100,400]]]");
    }

    @Test
    void theTablesAndTheSummaryAreThereAsText() {
        browser.open(page, 1200, false);
        browser.run("document.querySelectorAll('details').forEach(box => box.open = true)");

        assertThat(browser.text())
                .contains("1 of 2 realms failed.")
                .contains("Made up for a test.")
                .contains("INVENTED FIELDS")
                .contains("first – 1,300 API requests, 2 token requests")
                .contains("campaigns\t60\t50\t5\t1\t4\t1\t2")
                .contains("Campaign 38 · first\tAdvertiser 18\t16 Jul 2026\t2 Sept 2026\tplanned\t6,083")
                .contains("second\t10:01:40\t10:06:40\t5 min");
        assertThat((long) browser.run("return document.querySelectorAll('canvas[role=img][aria-label]').length"))
                .isEqualTo(5);
    }

    @Test
    void markupInNamesIsShownAndDoesNothing() {
        browser.open(page, 1200, false);
        browser.run("document.querySelectorAll('details').forEach(box => box.open = true)");

        assertThat(browser.run("return typeof window.hacked")).isEqualTo("undefined");
        assertThat((long) browser.run("return document.images.length")).isZero();
        assertThat((long) browser.run("return document.scripts.length")).isEqualTo(3);
        assertThat(browser.text()).contains("Reading failed: </script><img src=x onerror=\"window.hacked=1\">");
        // And if a tag did get in, the policy would not let it run.
        browser.run(
                "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"window.hacked=1\">');"
                        + "const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s)");
        assertThat(browser.run("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("Content Security Policy"));
    }

    @ParameterizedTest
    @CsvSource({"360, false", "360, true", "1400, false", "1400, true"})
    void fitsAndHasTheColoursOfTheReader(int width, boolean dark) {
        browser.open(page, width, dark);

        assertThat((long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        assertThat((String) browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark ? "rgb(18, 22, 28)" : "rgb(246, 247, 249)");
        assertThat(browser.run("return Chart.getChart('budget-canvas').data.datasets[0].backgroundColor[0]"))
                .isEqualTo(dark ? "#6ea2ff" : "#2f6fde");
        assertThat(browser.complaints()).isEmpty();
    }

    private void token(RunTimes times, String realm, Instant fetchedAt) {
        times.tokenTimes()
                .fetched(new TokenEvent.Fetched(
                        new TokenAccountId("adhese-auth", realm, "client"),
                        new TreeSet<>(),
                        Duration.ofMinutes(5),
                        fetchedAt.plusSeconds(300)));
    }

    private static List<Double> values(String chart) {
        Object values = browser.run("return Chart.getChart('" + chart + "-canvas').data.datasets[0].data.flat()");
        return ((List<?>) values)
                .stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All values, row by row. */
    private List<Double> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Double> values = new ArrayList<>();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(rows.getDouble(column));
                }
            }
            return values;
        }
    }
}
