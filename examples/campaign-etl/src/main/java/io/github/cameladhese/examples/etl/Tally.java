package io.github.cameladhese.examples.etl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a run did in one realm. Thread-safe. */
final class Tally {

    private final LongAdder apiRequests = new LongAdder();
    private final Map<Table, RowCounts> tables = new ConcurrentHashMap<>();

    /** One request was answered with success. */
    void apiRequest() {
        apiRequests.increment();
    }

    /** @param counts of one batch that is stored */
    void stored(Table table, RowCounts counts) {
        tables.merge(table, counts, RowCounts::plus);
    }

    long apiRequests() {
        return apiRequests.sum();
    }

    Map<Table, RowCounts> rows() {
        return Map.copyOf(tables);
    }
}
