package io.github.cameladhese.auth.observe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/** The accounts of all {@code adhese-auth} and {@code adullam-auth} components, and how their tokens are. */
@DevConsole(name = "adhese-auth", displayName = "Adhese Auth", description = "The accounts and how their tokens are")
public final class AdheseAuthDevConsole extends AbstractDevConsole {

    public AdheseAuthDevConsole() {
        super("camel", "adhese-auth", "Adhese Auth", "The accounts and how their tokens are");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return Map.of("accounts", reports());
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        List<Map<String, Object>> reports = reports();
        return reports.isEmpty()
                ? "No account was used yet.\n"
                : reports.stream().map(AdheseAuthDevConsole::text).collect(Collectors.joining("\n"));
    }

    private List<Map<String, Object>> reports() {
        return ObservedAccounts.of(getCamelContext())
                .sorted(Comparator.comparing(account -> account.id().toString()))
                .map(AccountReport::of)
                .toList();
    }

    private static String text(Map<String, Object> report) {
        return report.entrySet().stream()
                .map(entry -> "%16s: %s%n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }
}
