package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the sandbox's API knows of one realm. It may change between two requests; called by many threads. */
public interface SandboxData {

    /** All advertiser companies, in the order in which they are paged. */
    List<ObjectNode> advertisers();

    /**
     * A page of the campaigns that are there; of a list of changes, with those that say {@code deleted: true}.
     *
     * @param since epoch milliseconds: only what was modified since, or does not say when; 0 for all
     * @return at most {@code limit} of them; none behind the end
     */
    List<ObjectNode> campaigns(long since, int offset, int limit);

    /**
     * The bookings of a campaign, none if there is no such campaign.
     *
     * @throws IllegalStateException to have the API answer 500
     */
    List<ObjectNode> bookingsOf(int campaignId);

    /** The creatives of a campaign, likewise. */
    List<ObjectNode> creativesOf(int campaignId);
}
