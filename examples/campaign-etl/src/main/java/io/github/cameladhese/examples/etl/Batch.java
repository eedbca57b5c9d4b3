package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored in one transaction. Immutable. Public for Camel's simple language.
 *
 * @param rows for the table, none twice
 * @param rejected for the quarantine
 * @param duplicates how many rows were left out since another has the same id
 * @param visited campaigns whose lists these are, complete and without a rejected record
 */
public record Batch(
        List<Map<String, @Nullable Object>> rows,
        List<Map<String, @Nullable Object>> rejected,
        long duplicates,
        List<Integer> visited) {

    /** No campaign has it: SQL knows no empty list. */
    static final int NO_CAMPAIGN = -1;

    /** Keeps of each id the row that was modified last, and of several such the last one: no statement upserts a row twice. */
    static Batch of(
            List<Map<String, @Nullable Object>> all,
            List<Map<String, @Nullable Object>> rejected,
            List<Integer> visited) {
        Map<Object, Map<String, @Nullable Object>> byId = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : all) {
            byId.merge(
                    String.valueOf(row.get("id")),
                    row,
                    (first, next) -> modified(first) > modified(next) ? first : next);
        }
        return new Batch(List.copyOf(byId.values()), rejected, all.size() - byId.size(), visited);
    }

    static Batch join(List<?> parts) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<Map<String, @Nullable Object>> rejected = new ArrayList<>();
        List<Integer> visited = new ArrayList<>(List.of(NO_CAMPAIGN));
        long duplicates = 0;
        for (Object part : parts) {
            Batch batch = (Batch) part;
            rows.addAll(batch.rows);
            rejected.addAll(batch.rejected);
            visited.addAll(batch.visited);
            duplicates += batch.duplicates;
        }
        Batch joined = of(rows, List.copyOf(rejected), List.copyOf(visited));
        return new Batch(joined.rows, joined.rejected, joined.duplicates + duplicates, joined.visited);
    }

    /** The rows for SQL to read: an object with each of them under its number, as DuckDB and PostgreSQL both go through one. */
    public String getJson() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (Map<String, @Nullable Object> row : rows) {
            ObjectNode values = all.putObject(String.valueOf(all.size()));
            row.forEach((column, value) -> {
                if (value != null) {
                    values.put(column, value.toString());
                }
            });
        }
        return all.toString();
    }

    private static long modified(Map<String, @Nullable Object> row) {
        return row.get("modified_ms") instanceof Long millis ? millis : Long.MIN_VALUE;
    }
}
