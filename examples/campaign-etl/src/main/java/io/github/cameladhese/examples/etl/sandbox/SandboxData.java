package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the sandbox's API knows. It may change between two requests; called by many threads. */
public interface SandboxData {

    /** All campaigns, in the order in which they are paged. */
    List<ObjectNode> campaigns();

    /**
     * The bookings of a campaign, none if there is no such campaign.
     *
     * @throws IllegalStateException to have the API answer 500
     */
    List<ObjectNode> bookingsOf(int campaignId);
}
