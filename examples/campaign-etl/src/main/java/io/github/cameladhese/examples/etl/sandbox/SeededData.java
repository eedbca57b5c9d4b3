package io.github.cameladhese.examples.etl.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Made-up advertisers, and campaigns with none to six bookings and none to two creatives each, the same at every start. Some
 * fields are missing here and there, and some are there that nobody told of, as it happens with real exports. Made when asked
 * for and not kept, so that a million campaigns need no memory. Immutable.
 */
public final class SeededData implements SandboxData {

    /** Day bounds of Adhese's ad-serving JSON are midnights here, in epoch milliseconds, as text. */
    private static final ZoneId ADHESE_ZONE = ZoneId.of("Europe/Brussels");

    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final int DAYS_OF_CHANGES = 300;
    private static final List<String> SEASONS =
            List.of("Spring sale", "Summer", "Back to school", "Black Friday", "Winter");
    private static final List<String> SLOTS =
            List.of("Leaderboard", "Skyscraper", "Halfpage", "Video pre-roll", "Billboard");
    private static final int ADVERTISERS = 120;
    private static final int MOST_BOOKINGS = 6;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final long seed;
    private final int size;

    /** @param size how many campaigns, at most 100 million */
    public SeededData(long seed, int size) {
        this.seed = seed;
        this.size = size;
    }

    @Override
    public List<ObjectNode> advertisers() {
        return IntStream.rangeClosed(1, ADVERTISERS).mapToObj(this::advertiser).toList();
    }

    @Override
    public List<ObjectNode> campaigns(long since, int offset, int limit) {
        return since == 0
                ? IntStream.range(Math.min(offset, size), (int) Math.min((long) offset + limit, size))
                        .mapToObj(this::campaign)
                        .toList()
                : IntStream.range(0, size)
                        .filter(index -> millis(new Drawn(index).modified) >= since)
                        .skip(offset)
                        .limit(limit)
                        .mapToObj(this::campaign)
                        .toList();
    }

    @Override
    public List<ObjectNode> bookingsOf(int campaignId) {
        int index = index(campaignId);
        return index < 0 ? List.of() : bookings(index, new Drawn(index));
    }

    @Override
    public List<ObjectNode> creativesOf(int campaignId) {
        int first = 70_001 + 2 * index(campaignId);
        return index(campaignId) < 0
                ? List.of()
                : IntStream.range(first, first + campaignId % 3)
                        .mapToObj(this::creative)
                        .toList();
    }

    /** What a campaign's fields and bookings have in common. */
    private final class Drawn {

        /** At its start, so that nobody else has drawn from it. */
        private final SplittableRandom random;

        private final LocalDate start;
        private final LocalDate end;
        private final LocalDate modified;

        private Drawn(int index) {
            random = new SplittableRandom(seed * 1_000_003 + index);
            start = FIRST_DAY.plusDays(random.nextInt(730));
            end = start.plusDays(7 + random.nextInt(90));
            modified = FIRST_DAY.plusDays(random.nextInt(DAYS_OF_CHANGES));
        }
    }

    /** With gaps, as after deletions. */
    private int id(int index) {
        return 1 + 2 * index + new SplittableRandom(seed + index).nextInt(2);
    }

    private int index(int campaignId) {
        int index = (campaignId - 1) / 2;
        return campaignId > 0 && index < size && id(index) == campaignId ? index : -1;
    }

    private ObjectNode campaign(int index) {
        Drawn drawn = new Drawn(index);
        SplittableRandom random = drawn.random;
        ObjectNode campaign = json.objectNode().put("id", id(index));
        campaign.put("name", pick(SEASONS, random) + " " + drawn.start.getYear() + " / " + id(index));
        campaign.set("advertiser", advertiser(1 + random.nextInt(ADVERTISERS)));
        campaign.put("startDate", midnight(drawn.start));
        if (random.nextInt(40) > 0) { // some have no end yet
            campaign.put("endDate", midnight(drawn.end));
        }
        campaign.put("modified", midnight(drawn.modified));
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

    private List<ObjectNode> bookings(int index, Drawn drawn) {
        SplittableRandom random = drawn.random;
        int first = 13_001 + MOST_BOOKINGS * index;
        return IntStream.range(first, first + random.nextInt(MOST_BOOKINGS + 1))
                .mapToObj(id -> {
                    ObjectNode booking = json.objectNode().put("id", id);
                    booking.put("campaignId", id(index));
                    booking.put("name", pick(SLOTS, random));
                    booking.put("startDate", midnight(drawn.start));
                    booking.put("endDate", midnight(drawn.end));
                    if (random.nextInt(30) > 0) {
                        booking.put("volume", 1000L * (1 + random.nextInt(5000)));
                    }
                    return booking.put("cpm", BigDecimal.valueOf(100 + random.nextInt(1900), 2));
                })
                .toList();
    }

    private ObjectNode creative(int id) {
        ObjectNode creative = json.objectNode().put("id", id).put("name", "Creative " + id);
        return id % 7 > 0 ? creative.put("format", SLOTS.get(id % SLOTS.size())) : creative;
    }

    private static String pick(List<String> names, SplittableRandom random) {
        return names.get(random.nextInt(names.size()));
    }

    private static String midnight(LocalDate day) {
        return Long.toString(millis(day));
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ADHESE_ZONE).toInstant().toEpochMilli();
    }
}
