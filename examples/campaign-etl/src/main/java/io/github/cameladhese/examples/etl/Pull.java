package io.github.cameladhese.examples.etl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far one run has come through one stream of one realm. Not thread-safe. Public for Camel's simple language.
 */
public final class Pull {

    private final Table table;
    private final long since;
    private List<Map<String, @Nullable Object>> startOfPage = List.of();
    private boolean pageBegins = true;
    private int offset;
    private int last;
    private boolean more = true;
    private boolean complete = true;

    /**
     * @param watermark up to where the stream was complete, in epoch milliseconds; null if it never was, or to read all of it
     * @param lookback how far before the watermark to begin, for what comes late
     */
    Pull(Table table, @Nullable Long watermark, Duration lookback) {
        this.table = table;
        // Of the advertisers nobody knows when they were modified, and they are few.
        since = watermark == null || table == Table.ADVERTISERS ? 0 : Math.max(0, watermark - lookback.toMillis());
    }

    /** From when on records are read, in epoch milliseconds; 0 for all. */
    public long getSince() {
        return since;
    }

    /** How many records the pages had so far. */
    public int getOffset() {
        return offset;
    }

    /** The last campaign whose lists were read. */
    public int getLast() {
        return last;
    }

    /** Until the last page or the last campaigns have been received; these may still be on their way to the database. */
    public boolean isMore() {
        return more;
    }

    /**
     * Whether a row that has not come by now is gone. With a rejected record, nobody knows which row that was; and an account without
     * the permission gets an empty list.
     */
    public boolean isComplete() {
        return since == 0 && complete && !more && offset > 0;
    }

    /** What is received next begins a page. */
    void beginPage() {
        pageBegins = true;
    }

    /**
     * Takes a batch of a page. A page is the last one if it is empty; a short one proves nothing, since an API may give fewer
     * than it was asked for.
     *
     * @throws EtlException if an API that does not page sends the same records for ever
     */
    void received(Batch batch) {
        if (pageBegins) {
            List<Map<String, @Nullable Object>> start = Stream.concat(batch.rows().stream(), batch.rejected().stream())
                    .toList();
            if (!start.isEmpty() && start.equals(startOfPage)) {
                throw new EtlException("The page of " + table + " at offset " + offset
                        + " begins as the one before. Check the paging parameters in application.properties; they are"
                        + " invented.");
            }
            startOfPage = start;
            pageBegins = false;
        }
        int size = batch.rows().size() + batch.rejected().size() + (int) batch.duplicates();
        complete &= batch.rejected().isEmpty();
        offset += size;
        more = size > 0;
    }

    /** The next campaigns to visit, in the order of their ids; fewer than asked for are the last. */
    void campaigns(List<Integer> ids, int limit) {
        last = ids.isEmpty() ? last : ids.get(ids.size() - 1);
        more = ids.size() == limit;
    }
}
