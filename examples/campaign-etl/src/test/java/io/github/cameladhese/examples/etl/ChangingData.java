package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import io.github.cameladhese.examples.etl.sandbox.SeededData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The seeded data, to which a test can do what happens to real data between two runs. Not while a run is on. */
final class ChangingData implements SandboxData {

    private final Map<Integer, ObjectNode> campaigns = new LinkedHashMap<>();
    private final Map<Integer, List<ObjectNode>> bookings = new LinkedHashMap<>();
    private final Map<Integer, List<ObjectNode>> creatives = new LinkedHashMap<>();
    private final List<ObjectNode> advertisers;
    private int broken;
    private long lastModified = 1_780_000_000_000L; // May 2026

    ChangingData(int size) {
        SeededData seeded = new SeededData(7, size);
        advertisers = new ArrayList<>(seeded.advertisers());
        for (ObjectNode campaign : seeded.campaigns(0, 0, size)) {
            int id = campaign.path("id").intValue();
            campaigns.put(id, campaign);
            bookings.put(id, new ArrayList<>(seeded.bookingsOf(id)));
            creatives.put(id, new ArrayList<>(seeded.creativesOf(id)));
        }
    }

    @Override
    public List<ObjectNode> advertisers() {
        return advertisers;
    }

    @Override
    public List<ObjectNode> creativesOf(int campaignId) {
        return creatives.getOrDefault(campaignId, List.of());
    }

    @Override
    public List<ObjectNode> campaigns(long since, int offset, int limit) {
        return campaigns.values().stream()
                .filter(campaign -> since > 0
                        ? campaign.path("modified").asLong(Long.MAX_VALUE) >= since
                        : !campaign.path("deleted").asBoolean())
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public List<ObjectNode> bookingsOf(int campaignId) {
        if (campaignId == broken) {
            throw new IllegalStateException();
        }
        return bookings.getOrDefault(campaignId, List.of());
    }

    List<ObjectNode> bookings() {
        return bookings.values().stream().flatMap(List::stream).toList();
    }

    List<ObjectNode> creatives() {
        return creatives.values().stream().flatMap(List::stream).toList();
    }

    ObjectNode campaign(int id) {
        return campaigns.get(id);
    }

    void putBack(ObjectNode campaign) {
        campaigns.put(campaign.path("id").intValue(), campaign);
    }

    void removeCampaign(int id) {
        campaigns.remove(id);
    }

    /** Ids of the campaigns, in the order of the pages. */
    List<Integer> ids() {
        return List.copyOf(campaigns.keySet());
    }

    /** Has the API answer 500 when asked for its bookings; 0 to mend it. */
    void breakAt(int campaignId) {
        broken = campaignId;
    }

    void rename(int campaignId, String name) {
        campaigns.get(campaignId).put("name", name);
        touch(campaignId);
    }

    /** Has it count as modified later than anything before. */
    void touch(int campaignId) {
        campaigns.get(campaignId).put("modified", Long.toString(++lastModified));
    }

    void addCampaign(int id) {
        campaigns.put(id, JsonNodeFactory.instance.objectNode().put("id", id).put("name", "New"));
        bookings.put(id, new ArrayList<>());
        touch(id);
    }

    void addBooking(int campaignId, int id) {
        bookings.get(campaignId).add(JsonNodeFactory.instance.objectNode().put("id", id));
    }
}
