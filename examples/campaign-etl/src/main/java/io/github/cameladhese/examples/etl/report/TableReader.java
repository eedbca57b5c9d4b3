package io.github.cameladhese.examples.etl.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** Asks the database for {@link Findings}, by the same SQL for DuckDB and PostgreSQL. Not thread-safe. */
final class TableReader {

    static final int MOST_BUDGETS = 15;
    static final int MOST_FLIGHTS = 40;

    /** How many days before and after today count as around it. */
    static final int AROUND = 60;

    /** The days are what the tables have; the states are ours. A campaign without an end runs on. */
    private static final String STATE =
            """
            CASE WHEN c.deleted_at IS NOT NULL THEN 'deleted'
                 WHEN c.starts_on IS NULL THEN 'undated'
                 WHEN c.starts_on > DATE '%1$s' THEN 'planned'
                 WHEN c.ends_on < DATE '%1$s' THEN 'ended'
                 ELSE 'running' END""";

    /** The names volume and cpm are INVENTED. Null if one of them is missing or no number that makes sense. */
    private static final String AMOUNT =
            """
            CASE WHEN b.volume > 0 AND (b.raw ->> 'cpm') ~ '^[0-9]{1,9}([.][0-9]{1,9})?$'
                 THEN CAST(b.volume AS DOUBLE PRECISION) * CAST((b.raw ->> 'cpm') AS DOUBLE PRECISION) / 1000 END""";

    private static final String STATUSES =
            """
            SELECT realm, count(*) FILTER (WHERE state = 'planned'), count(*) FILTER (WHERE state = 'running'),
                   count(*) FILTER (WHERE state = 'ended'), count(*) FILTER (WHERE state = 'undated'),
                   count(*) FILTER (WHERE state = 'deleted')
            FROM (SELECT c.realm, %s AS state FROM campaigns AS c WHERE c.realm IN (%s)) AS states
            GROUP BY realm ORDER BY realm""";

    private static final String BOOKED =
            """
            FROM bookings AS b JOIN campaigns AS c ON c.realm = b.realm AND c.id = b.campaign_id
            WHERE b.deleted_at IS NULL AND c.deleted_at IS NULL AND b.realm IN (%s)""";

    private static final String BUDGETS = "SELECT c.realm, c.advertiser, count(*), sum(" + AMOUNT + ") AS amount "
            + BOOKED + " GROUP BY c.realm, c.advertiser_id, c.advertiser"
            + " ORDER BY amount DESC NULLS LAST, c.realm, c.advertiser LIMIT " + MOST_BUDGETS;

    private static final String TOTAL =
            "SELECT count(DISTINCT c.realm || '/' || coalesce(c.advertiser_id, 0)), count(*), count(" + AMOUNT
                    + "), sum(" + AMOUNT + ") " + BOOKED;

    private static final String FLIGHTS = "SELECT c.realm, c.id, c.name, c.advertiser, c.starts_on, c.ends_on, " + STATE
            + " AS state, coalesce(sum(" + AMOUNT + "), 0) AS amount"
            + " FROM campaigns AS c LEFT JOIN bookings AS b ON b.realm = c.realm AND b.campaign_id = c.id"
            + " AND b.deleted_at IS NULL WHERE c.deleted_at IS NULL AND c.starts_on <= DATE '%2$s'"
            + " AND (c.ends_on IS NULL OR c.ends_on >= DATE '%3$s') AND c.realm IN (%4$s)"
            + " GROUP BY c.realm, c.id, c.name, c.advertiser, c.starts_on, c.ends_on, c.deleted_at"
            + " ORDER BY amount DESC, c.realm, c.id LIMIT " + MOST_FLIGHTS;

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final DataSource database;
    private final List<String> realms;
    private final LocalDate today;

    TableReader(DataSource database, List<String> realms, LocalDate today) {
        this.database = database;
        this.realms = realms;
        this.today = today;
    }

    Findings read() throws SQLException {
        String in = String.join(", ", Collections.nCopies(realms.size(), "?"));
        try (Connection connection = database.getConnection()) {
            return new Findings(
                    "",
                    today.toString(),
                    select(connection, STATUSES.formatted(STATE.formatted(today), in), TableReader::status),
                    select(connection, BUDGETS.formatted(in), TableReader::budget),
                    select(connection, TOTAL.formatted(in), TableReader::total).get(0),
                    select(
                            connection,
                            FLIGHTS.formatted(today, today.plusDays(AROUND), today.minusDays(AROUND), in),
                            TableReader::flight));
        }
    }

    private <T> List<T> select(Connection connection, String sql, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < realms.size(); i++) {
                statement.setString(i + 1, realms.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.of(rows));
                }
                return all;
            }
        }
    }

    private static Findings.Status status(ResultSet row) throws SQLException {
        return new Findings.Status(
                row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    private static Findings.Budget budget(ResultSet row) throws SQLException {
        return new Findings.Budget(row.getString(1), text(row, 2), row.getLong(3), row.getDouble(4));
    }

    private static Findings.Total total(ResultSet row) throws SQLException {
        return new Findings.Total(row.getLong(1), row.getLong(2), row.getLong(3), row.getDouble(4));
    }

    private static Findings.Flight flight(ResultSet row) throws SQLException {
        return new Findings.Flight(
                row.getString(1),
                row.getInt(2),
                text(row, 3),
                text(row, 4),
                text(row, 5),
                text(row, 6),
                row.getString(7),
                row.getDouble(8));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
