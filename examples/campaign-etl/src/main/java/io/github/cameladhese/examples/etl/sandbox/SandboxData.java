package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the sandbox's API knows. It may change between two requests; called by many threads. */
public interface SandboxData {

    /** All advertiser companies, in the order in which they are paged. */
    List<ObjectNode> advertisers();

    /** All campaigns, those with {@code deleted: true} too, in the order in which they are paged. */
    List<ObjectNode> campaigns();

    /**
     * The bookings of a campaign, none if there is no such campaign.
     *
     * @throws IllegalStateException to have the API answer 500
     */
    List<ObjectNode> bookingsOf(int campaignId);

    /** The creatives of a campaign, likewise. */
    List<ObjectNode> creativesOf(int campaignId);
}
