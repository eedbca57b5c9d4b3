package io.github.cameladhese.examples.etl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far one run has come through the pages of campaigns. A page is the last one if it is empty; a short one proves nothing,
 * since an API may give fewer than it was asked for. Not thread-safe. Public for Camel's simple language.
 */
public final class Paging {

    private final Set<Object> ids = new LinkedHashSet<>();
    private int offset;
    private boolean more = true;

    /** How many campaigns were received so far. */
    public int getOffset() {
        return offset;
    }

    public boolean isMore() {
        return more;
    }

    /** Ids of all campaigns received so far, each once: a row may move to the next page while we read. */
    public List<Object> getIds() {
        return List.copyOf(ids);
    }

    /** @throws EtlException if an API that does not page sends the same campaigns for ever */
    void received(List<Map<String, Object>> page) {
        boolean anyNew = false;
        for (Map<String, Object> row : page) {
            anyNew |= ids.add(row.get("id"));
        }
        if (!page.isEmpty() && !anyNew) {
            throw new EtlException("The page of campaigns at offset " + offset
                    + " has only campaigns that came before. Check the paging parameters in"
                    + " application.properties; they are invented.");
        }
        offset += page.size();
        more = !page.isEmpty();
    }
}
