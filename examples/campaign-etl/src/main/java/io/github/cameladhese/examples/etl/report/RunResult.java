package io.github.cameladhese.examples.etl.report;

import java.time.Duration;
import java.util.List;

/**
 * What the job counted, for the page.
 *
 * @param note on top of the page, e.g. that the data are made up; empty for none
 * @param source where the data came from
 * @param target where they are
 * @param time that it took to copy them
 */
public record RunResult(String note, String source, String target, Duration time, List<Realm> realms) {

    /**
     * What became of a realm.
     *
     * @param failure empty if everything was copied
     */
    public record Realm(String name, String failure, long apiRequests, long tokenRequests, List<Stream> streams) {}

    /** The counts of one stream, by the names that the summary gives them. */
    public record Stream(
            String name,
            long rows,
            long added,
            long changed,
            long deleted,
            long unchanged,
            long late,
            long outdated,
            long duplicate,
            long quarantined) {}

    List<String> realmNames() {
        return realms.stream().map(Realm::name).toList();
    }
}
