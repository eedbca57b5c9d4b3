package io.github.cameladhese.examples.etl;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** The same {@link CampaignRoutes} for each realm of {@code etl.realms}, so that realms share nothing but the database. */
final class RealmRoutes extends RouteBuilder {

    private final Progress progress;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    RealmRoutes(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void configure() {
        String realms = getContext().resolvePropertyPlaceholders("{{etl.realms}}");
        Arrays.stream(realms.split(",", -1)).map(String::strip).forEach(this::check);
    }

    /** When it is its turn: what is wrong with its account is its own failure. */
    void add(String realm, Tally tally) throws Exception {
        getContext().addRoutes(new CampaignRoutes(realm, tally, progress));
    }

    /** What each realm's routes count, in the order of {@code etl.realms}. */
    Map<String, Tally> tallies() {
        return Collections.unmodifiableMap(tallies);
    }

    private void check(String realm) {
        if (!realm.matches("[\\w.-]{1,255}") || tallies.put(realm, new Tally()) != null) {
            throw new IllegalArgumentException("etl.realms holds '" + realm
                    + "', which is no realm's name or is there twice. Separate the names by comma.");
        }
    }
}
