package io.github.cameladhese.examples.etl.report;

import java.time.ZoneId;
import java.util.List;

/** What the page's script is given, as JSON. Points in time are epoch milliseconds. */
record PageData(
        String note,
        String source,
        String target,
        String zone,
        long startedAt,
        long endedAt,
        long copiedInMillis,
        List<RunResult.Realm> realms,
        Findings findings,
        Requests requests,
        Tokens tokens,
        int aroundDays) {

    /** How many requests were sent in each cell since the start. */
    record Requests(long cellMillis, List<Long> perCell) {}

    /** Lives of tokens; there may be more tokens than lives. */
    record Tokens(long fetched, long failed, long rejected, List<Life> lives) {}

    /** From when until when a token was good. */
    record Life(String realm, long from, long to) {}

    static PageData of(RunResult result, Findings findings, RunTimes times, ZoneId zone) {
        RequestTimes.Counts requests = times.requestTimes().counts();
        TokenTimes.Noted tokens = times.tokenTimes().noted();
        return new PageData(
                result.note(),
                result.source(),
                result.target(),
                zone.getId(),
                requests.startedAt().toEpochMilli(),
                requests.endedAt().toEpochMilli(),
                result.time().toMillis(),
                result.realms(),
                findings,
                new Requests(requests.cellMillis(), requests.perCell()),
                new Tokens(
                        tokens.fetched(),
                        tokens.failed(),
                        tokens.rejected(),
                        tokens.lives().stream()
                                .map(life -> new Life(
                                        life.realm(),
                                        life.fetchedAt().toEpochMilli(),
                                        life.expiresAt().toEpochMilli()))
                                .toList()),
                TableReader.AROUND);
    }
}
