package io.github.cameladhese.auth.observe;

import io.github.cameladhese.auth.token.TokenStatus;
import io.github.cameladhese.auth.token.TokenTrouble;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pure verdict on the state of a token. The worse comes last. Immutable.
 *
 * @param status of the token
 * @param fixed whether the application was built for the account
 * @param prefetched whether a token is to be there before an exchange asks
 */
record AccountHealth(TokenStatus status, boolean fixed, boolean prefetched) implements Comparable<AccountHealth> {

    static AccountHealth of(ObservedAccount account) {
        return new AccountHealth(account.status(), account.isFixed(), account.isPrefetched());
    }

    /** Whether exchanges fail, or would have to wait although a token is to be there. */
    boolean isDown() {
        return fixed
                && !status.isUsable()
                && (status.ongoingTrouble().isPresent() || (prefetched && status.issued() == 0));
    }

    /** Why it is down, and what comes next. */
    String cause() {
        return status.ongoingTrouble().map(AccountHealth::cause).orElse("the first one is being fetched.");
    }

    /** What is not right although it is up. */
    Optional<String> remark() {
        return status.ongoingTrouble()
                .map(trouble -> "The last fetch failed: " + cause(trouble)
                        + (status.isUsable()
                                ? " The present token is still used."
                                : " Exchanges with this account fail."));
    }

    /** The state, and what fails. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("token.state", AccountReport.state(status));
        status.secondsToExpiry().ifPresent(seconds -> details.put("token.seconds.to.expiry", seconds));
        status.ongoingTrouble().ifPresent(trouble -> {
            details.put("token.failure.kind", kind(trouble));
            trouble.lastFailure().status().ifPresent(code -> details.put("token.failure.http.status", code));
            details.put("token.failure.since", trouble.since().toString());
            details.put("token.failure.count", trouble.failures());
            trouble.nextAttempt().ifPresent(next -> details.put("token.failure.next.attempt", next.toString()));
        });
        return details;
    }

    @Override
    public int compareTo(AccountHealth other) {
        return Integer.compare(weight(), other.weight());
    }

    private int weight() {
        return isDown() ? 2 : status.ongoingTrouble().isPresent() ? 1 : 0;
    }

    /** No text of the server's: a health page is open to more people than a log is. */
    private static String cause(TokenTrouble trouble) {
        StringBuilder cause = new StringBuilder(kind(trouble));
        trouble.lastFailure().status().ifPresent(code -> cause.append(", HTTP ").append(code));
        cause.append(", ").append(trouble.failures()).append(trouble.failures() == 1 ? " time" : " times");
        cause.append(" since ").append(trouble.since());
        trouble.nextAttempt()
                .ifPresent(next -> cause.append(", next attempt at ").append(next));
        return cause.append('.').toString();
    }

    private static String kind(TokenTrouble trouble) {
        return trouble.lastFailure().kind().text();
    }
}
