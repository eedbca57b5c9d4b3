package io.github.cameladhese.examples.etl;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in the tables, but for the times at which it came there: a checksum that shows what differs. */
final class Contents {

    private static final List<String> TABLES =
            List.of("advertisers", "campaigns", "bookings", "creatives", "watermarks", "quarantine");

    private Contents() {}

    static Map<String, List<String>> of(Connection connection) throws SQLException {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (String table : TABLES) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(line(rows));
                }
                contents.put(table, lines.stream().sorted().toList());
            }
        }
        return contents;
    }

    private static String line(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            String name = rows.getMetaData().getColumnName(column);
            String value = rows.getString(column);
            if (name.equals("deleted_at")) {
                values.add(value == null ? "there" : "deleted");
            } else if (!name.endsWith("_at")) {
                values.add(value);
            }
        }
        return String.join("|", values);
    }
}
