package io.github.cameladhese.examples.etl.report;

import java.util.List;

/**
 * What the tables hold, in few rows however many they are. Days are ISO dates.
 *
 * @param problem why they could not be read; empty if they could
 * @param today by which planned, running and ended are told apart
 * @param statuses a row for each realm that has campaigns
 * @param budgets the advertisers with the largest ones
 * @param total all advertisers together
 * @param flights the campaigns with the largest budgets among those that are on around today
 */
record Findings(
        String problem, String today, List<Status> statuses, List<Budget> budgets, Total total, List<Flight> flights) {

    /** How many campaigns of a realm are in which state; undated: without a first day. */
    record Status(String realm, long planned, long running, long ended, long undated, long deleted) {}

    /** Of one advertiser. */
    record Budget(String realm, String advertiser, long bookings, double amount) {}

    /**
     * Of all advertisers.
     *
     * @param priced bookings that have both volume and cpm
     */
    record Total(long advertisers, long bookings, long priced, double amount) {}

    /**
     * When a campaign is on.
     *
     * @param endsOn its last day, empty if it has none
     * @param state as in {@link Status}
     */
    record Flight(
            String realm,
            int id,
            String name,
            String advertiser,
            String startsOn,
            String endsOn,
            String state,
            double amount) {}

    static Findings unread(String today, String problem) {
        return new Findings(problem, today, List.of(), List.of(), new Total(0, 0, 0, 0), List.of());
    }
}
