package io.github.cameladhese.examples.etl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a run did. Thread-safe. */
final class Tally {

    private final LongAdder apiRequests = new LongAdder();
    private final Map<String, RowCounts> tables = new ConcurrentHashMap<>();

    /** One request was answered with success. */
    void apiRequest() {
        apiRequests.increment();
    }

    /** @param counts of one batch that is stored */
    void stored(String table, RowCounts counts) {
        tables.merge(table, counts, RowCounts::plus);
    }

    long apiRequests() {
        return apiRequests.sum();
    }

    RowCounts rows(String table) {
        return tables.getOrDefault(table, RowCounts.NONE);
    }
}
