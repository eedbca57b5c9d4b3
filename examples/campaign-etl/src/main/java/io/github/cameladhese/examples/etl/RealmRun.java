package io.github.cameladhese.examples.etl;

import io.github.cameladhese.auth.AdheseAuthEndpoint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** Has the routes copy one realm after the other. What becomes of one stops no other. */
final class RealmRun {

    private final CamelContext context;
    private final RealmRoutes realms;
    private final RealmClaims claims;
    private final List<Summary.Outcome> outcomes = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();

    RealmRun(CamelContext context, RealmRoutes realms) {
        this.context = context;
        this.realms = realms;
        claims = context.getRegistry().findSingleByType(RealmClaims.class);
    }

    void copy() {
        Map<String, Tally> busy = new LinkedHashMap<>();
        realms.tallies().forEach((realm, tally) -> {
            if (!claimed(realm, tally, false)) {
                busy.put(realm, tally);
            }
        });
        // They may be left to us: a worker can fail, or be killed.
        busy.forEach((realm, tally) -> claimed(realm, tally, true));
    }

    List<Summary.Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Realms that other workers of this run copied. */
    List<String> elsewhere() {
        return List.copyOf(elsewhere);
    }

    /** False if another worker of this run is at it. */
    private boolean claimed(String realm, Tally tally, boolean wait) {
        try {
            switch (wait ? claims.await(realm) : claims.take(realm)) {
                case MINE -> {
                    Summary.Outcome outcome = copy(realm, tally);
                    outcomes.add(outcome);
                    claims.release(realm, !outcome.failed());
                }
                case DONE -> elsewhere.add(realm);
                case BUSY -> {
                    if (claims.areShared()) {
                        return false;
                    }
                    outcomes.add(outcome(
                            realm,
                            tally,
                            "Another process is copying realm '" + realm
                                    + "'. Wait until it ends. If the two are to share"
                                    + " the work, give both the same ETL_RUN."));
                }
            }
        } catch (SQLException e) {
            outcomes.removeIf(outcome -> outcome.realm().equals(realm));
            outcomes.add(outcome(realm, tally, new FailureMessage(realm, apiUrl()).of(e)));
        }
        return true;
    }

    private Summary.Outcome copy(String realm, Tally tally) {
        FailureMessage message = new FailureMessage(realm, apiUrl());
        try {
            realms.add(realm, tally);
        } catch (Exception e) {
            return outcome(realm, tally, message.ofSettings(e));
        }
        Exception failure = context.createProducerTemplate()
                .request(CampaignRoutes.start(realm), exchange -> {})
                .getException();
        return outcome(realm, tally, failure == null ? "" : message.of(failure));
    }

    /** @param failure empty if it was copied */
    private Summary.Outcome outcome(String realm, Tally tally, String failure) {
        Endpoint step = context.hasEndpoint(context.resolvePropertyPlaceholders(CampaignRoutes.token(realm)));
        long tokenRequests = step instanceof AdheseAuthEndpoint token
                ? token.getTokenStatus().requests()
                : 0;
        return new Summary.Outcome(realm, tally.rows(), tally.apiRequests(), tokenRequests, failure);
    }

    private String apiUrl() {
        return context.resolvePropertyPlaceholders("{{adhese.api-url}}");
    }
}
