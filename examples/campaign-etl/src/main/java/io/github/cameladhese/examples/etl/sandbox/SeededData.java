package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Made-up advertisers, and campaigns with none to six bookings and none to two creatives each, the same at every start. Some fields are missing here and there, and some
 * are there that nobody told of, as it happens with real exports.
 */
public final class SeededData implements SandboxData {

    /** Day bounds of Adhese's ad-serving JSON are midnights here, in epoch milliseconds, as text. */
    private static final ZoneId ADHESE_ZONE = ZoneId.of("Europe/Brussels");

    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final List<String> SEASONS =
            List.of("Spring sale", "Summer", "Back to school", "Black Friday", "Winter");
    private static final List<String> SLOTS =
            List.of("Leaderboard", "Skyscraper", "Halfpage", "Video pre-roll", "Billboard");
    private static final int ADVERTISERS = 120;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Random random;
    private final List<ObjectNode> campaigns = new ArrayList<>();
    private final Map<Integer, List<ObjectNode>> bookings = new LinkedHashMap<>();
    private final Map<Integer, List<ObjectNode>> creatives = new LinkedHashMap<>();
    private int lastBookingId = 13_000;
    private int lastCreativeId = 70_000;

    public SeededData(long seed, int size) {
        random = new Random(seed);
        int id = 0;
        for (int i = 0; i < size; i++) {
            id += 1 + random.nextInt(3); // with gaps, as after deletions
            LocalDate start = FIRST_DAY.plusDays(random.nextInt(730));
            LocalDate end = start.plusDays(7 + random.nextInt(90));
            campaigns.add(campaign(id, start, end));
            bookings.put(id, bookings(id, start, end));
            creatives.put(id, creatives(id));
        }
    }

    @Override
    public List<ObjectNode> advertisers() {
        return IntStream.rangeClosed(1, ADVERTISERS).mapToObj(this::advertiser).toList();
    }

    @Override
    public List<ObjectNode> campaigns() {
        return List.copyOf(campaigns);
    }

    @Override
    public List<ObjectNode> bookingsOf(int campaignId) {
        return List.copyOf(bookings.getOrDefault(campaignId, List.of()));
    }

    @Override
    public List<ObjectNode> creativesOf(int campaignId) {
        return List.copyOf(creatives.getOrDefault(campaignId, List.of()));
    }

    private ObjectNode campaign(int id, LocalDate start, LocalDate end) {
        int advertiserId = 1 + random.nextInt(ADVERTISERS);
        ObjectNode campaign = json.objectNode().put("id", id);
        campaign.put("name", pick(SEASONS) + " " + start.getYear() + " / " + id);
        campaign.set("advertiser", advertiser(advertiserId));
        campaign.put("startDate", midnight(start));
        if (random.nextInt(40) > 0) { // some have no end yet
            campaign.put("endDate", midnight(end));
        }
        campaign.put("modified", midnight(FIRST_DAY.plusDays(random.nextInt(300))));
        if (random.nextInt(10) == 0) {
            campaign.putArray("labels").add("imported");
        }
        return campaign;
    }

    /** The fields that are documented for a company. */
    private ObjectNode advertiser(int id) {
        ObjectNode advertiser = json.objectNode()
                .put("id", id)
                .put("name", "Advertiser " + id)
                .put("active", id % 9 != 0)
                .put("externalId", "crm-" + id);
        advertiser.putObject("subsystemExternalIds");
        return advertiser;
    }

    private List<ObjectNode> bookings(int campaignId, LocalDate start, LocalDate end) {
        List<ObjectNode> all = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            ObjectNode booking = json.objectNode().put("id", ++lastBookingId);
            booking.put("campaignId", campaignId);
            booking.put("name", pick(SLOTS));
            booking.put("startDate", midnight(start));
            booking.put("endDate", midnight(end));
            if (random.nextInt(30) > 0) {
                booking.put("volume", 1000L * (1 + random.nextInt(5000)));
            }
            booking.put("cpm", BigDecimal.valueOf(100 + random.nextInt(1900), 2));
            all.add(booking);
        }
        return all;
    }

    private List<ObjectNode> creatives(int campaignId) {
        List<ObjectNode> all = new ArrayList<>();
        for (int i = campaignId % 3; i > 0; i--) {
            ObjectNode creative = json.objectNode().put("id", ++lastCreativeId);
            creative.put("name", "Creative " + lastCreativeId);
            if (lastCreativeId % 7 > 0) {
                creative.put("format", SLOTS.get(lastCreativeId % SLOTS.size()));
            }
            all.add(creative);
        }
        return all;
    }

    private String pick(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private static String midnight(LocalDate day) {
        return Long.toString(day.atStartOfDay(ADHESE_ZONE).toInstant().toEpochMilli());
    }
}
