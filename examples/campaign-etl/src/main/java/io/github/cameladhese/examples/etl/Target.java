package io.github.cameladhese.examples.etl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a run goes: to Adhese if the environment names an account, else to a sandbox of its own. */
enum Target {
    SANDBOX,
    ADHESE;

    private static final String SECRET = "ADHESE_CLIENT_SECRET";
    private static final String SECRET_FILE = "ADHESE_CLIENT_SECRET_FILE";

    /** @throws EtlException if the account is named in part only; half an account is a mistake, not a wish for the sandbox */
    static Target of(Map<String, String> environment) {
        boolean inFile = isSet(environment, SECRET_FILE);
        if (inFile && isSet(environment, SECRET)) {
            throw new EtlException(SECRET + " and " + SECRET_FILE + " are both set. Unset one of them.");
        }
        Map<String, Boolean> account = new LinkedHashMap<>();
        account.put("ADHESE_REALM", isSet(environment, "ADHESE_REALM"));
        account.put("ADHESE_CLIENT_ID", isSet(environment, "ADHESE_CLIENT_ID"));
        account.put(SECRET + " (or " + SECRET_FILE + ")", inFile || isSet(environment, SECRET));

        if (!account.containsValue(true)) {
            List<String> real = Stream.of("JDBC_URL", "ETL_REALMS")
                    .filter(name -> isSet(environment, name))
                    .toList();
            boolean asked = isSet(environment, "SANDBOX_CAMPAIGNS") || isSet(environment, "SANDBOX_REALMS");
            if (!real.isEmpty() && !asked) {
                throw new EtlException(
                        String.join(" and ", real) + " set, but no Adhese account: made-up data would go there."
                                + " Set ADHESE_REALM and the account, or SANDBOX_CAMPAIGNS=3000 if that is what you want.");
            }
            return SANDBOX;
        }
        if (account.containsValue(false)) {
            throw new EtlException("The Adhese account in the environment is incomplete: " + names(account, true)
                    + " set, but not " + names(account, false)
                    + ". Set all of them for Adhese, or none for the sandbox.");
        }
        return ADHESE;
    }

    /** An empty variable counts as not set. */
    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static String names(Map<String, Boolean> account, boolean set) {
        return account.entrySet().stream()
                .filter(entry -> entry.getValue() == set)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" and "));
    }
}
