package io.github.cameladhese.auth.observe;

import io.github.cameladhese.auth.token.TokenPhase;
import io.github.cameladhese.auth.token.TokenStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that may be shown of an account, in the words of consoles and JMX. */
public final class AccountReport {

    private AccountReport() {}

    /** By name, in the order in which it is to be shown; numbers are numbers, times are ISO 8601. */
    public static Map<String, Object> of(ObservedAccount account) {
        TokenStatus status = account.status();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("component", account.id().component());
        report.put("realm", account.id().realm());
        report.put("clientId", account.id().clientId());
        report.put("inUse", account.isInUse());
        report.put("state", state(status));
        status.secondsToExpiry().ifPresent(seconds -> report.put("secondsToExpiry", seconds));
        status.secondsToRefresh().ifPresent(seconds -> report.put("secondsToRefresh", seconds));
        report.put("requests", status.requests());
        report.put("issued", status.issued());
        report.put("failures", status.failures());
        report.put("rejections", status.rejections());
        report.put("scopes", new ArrayList<>(status.scopes()));
        report.put("permissions", new ArrayList<>(account.permissions()));
        status.trouble().ifPresent(trouble -> {
            report.put("lastFailure", String.valueOf(trouble.lastFailure().getMessage()));
            report.put("lastFailureKind", trouble.lastFailure().kind().text());
            report.put("lastFailureAt", trouble.lastAt().toString());
            report.put("failingSince", trouble.since().toString());
            report.put("failuresInARow", trouble.failures());
            trouble.nextAttempt().ifPresent(next -> report.put("nextAttempt", next.toString()));
            trouble.recoveredAt().ifPresent(end -> report.put("recoveredAt", end.toString()));
        });
        return report;
    }

    /** The phase; UNUSED in place of EXPIRED if no token was asked for yet. */
    public static String state(TokenStatus status) {
        boolean unused = status.phase() == TokenPhase.EXPIRED
                && status.requests() == 0
                && status.trouble().isEmpty();
        return unused ? "UNUSED" : status.phase().name();
    }
}
